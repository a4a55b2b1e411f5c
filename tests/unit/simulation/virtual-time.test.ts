import { expect, test } from "vitest";
import { VirtualTime } from "#tests/simulation/chance/virtual-time.ts";

test("steps to what is due next, in the order in which it was planned", () => {
  const time = new VirtualTime();
  const startMs = time.nowMs;
  const rung: string[] = [];
  const ring = (name: string) => () => void rung.push(`${name} at ${time.nowMs - startMs}`);
  time.schedule(startMs + 200, ring("late"));
  time.schedule(startMs + 100, ring("first"));
  time.schedule(startMs + 100, ring("second"));

  while (time.step());

  expect(rung).toEqual(["first at 100", "second at 100", "late at 200"]);
});

test("does not go on for what nobody waits for, and lets it happen on the way", () => {
  const time = new VirtualTime();
  const rung: string[] = [];
  time.schedule(time.nowMs + 100, () => rung.push("idle"), { isIdle: true });

  const alone = time.step();
  time.schedule(time.nowMs + 200, () => rung.push("waited for"));
  while (time.step());

  expect(alone).toBe(false);
  expect(rung).toEqual(["idle", "waited for"]);
});

test("wakes a sleeper whose signal ends", async () => {
  const time = new VirtualTime();
  const ending = new AbortController();
  const sleeping = time.sleep(1_000, ending.signal);

  ending.abort();

  await expect(sleeping).resolves.toBeUndefined();
  expect(time.nextDueMs()).toBeNull();
});
