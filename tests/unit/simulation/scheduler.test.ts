import { expect, test } from "vitest";
import { Dice } from "#tests/simulation/chance/dice.ts";
import { Scheduler, StallError } from "#tests/simulation/chance/scheduler.ts";
import { Trace } from "#tests/simulation/chance/trace.ts";
import { VirtualTime } from "#tests/simulation/chance/virtual-time.ts";

const someone = { name: "someone", frozenUntilMs: 0 };

function open(seed: number) {
  const time = new VirtualTime();
  return { time, scheduler: new Scheduler(time, new Dice(seed), new Trace()) };
}

async function orderOf(seed: number): Promise<string[]> {
  const { scheduler } = open(seed);
  const done: string[] = [];
  for (const name of ["a", "b", "c", "d"]) void scheduler.submit(someone, name, async () => void done.push(name));
  for (let step = 0; step < 4; step += 1) await scheduler.step();
  return done;
}

test("lets things happen one after the other, in an order that the seed decides", async () => {
  const orders = await Promise.all([1, 2, 3, 4, 5, 1].map(orderOf));

  expect(orders[5]).toEqual(orders[0]);
  expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
});

test("keeps everybody back while a transaction is open, and names what it waits for when that never ends", async () => {
  const { scheduler } = open(1);
  void scheduler.submit(someone, "transaction", async () => undefined, new Promise<void>(() => undefined));
  const begun = scheduler.step();
  void scheduler.submit(someone, "a call to a shop", async () => undefined);

  await expect(begun).rejects.toThrow(StallError);
  await expect(begun).rejects.toThrow('"transaction" does not end; what waits meanwhile: someone: a call to a shop.');
});

test("lets nothing happen to who stands still, until the time has come", async () => {
  const { scheduler, time } = open(1);
  const frozen = { name: "frozen", frozenUntilMs: time.nowMs + 500 };
  const done: number[] = [];
  time.schedule(frozen.frozenUntilMs, () => undefined);
  void scheduler.submit(frozen, "statement", async () => void done.push(time.nowMs));

  await scheduler.step();
  const before = [...done];
  await scheduler.step();

  expect(before).toEqual([]);
  expect(done).toEqual([frozen.frozenUntilMs]);
});

test("refuses what a killed process waits for", async () => {
  const { scheduler } = open(1);
  const waiting = scheduler.submit(someone, "statement", async () => "answer");

  scheduler.refuse(someone, new Error("killed"));

  await expect(waiting).rejects.toThrow("killed");
  expect(scheduler.waiting).toEqual([]);
});
