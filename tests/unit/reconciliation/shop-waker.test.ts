import { expect, onTestFinished, test, vi } from "vitest";
import type { Runtime } from "#app/domain/context.ts";
import { openShopWaker } from "#app/domain/reconciliation/shop-waker.server.ts";
import { collectingLog } from "#tests/support/collecting-log.ts";

test("a shop is woken at once, and not again before its second is over however much comes", async () => {
  const { waker, woken, pass } = open();

  await waker.wake(["a"]);
  const atOnce = [...woken];
  for (let count = 0; count < 50; count += 1) await waker.wake(["a"]);
  await pass(999);
  const within = [...woken];
  await pass(1);

  expect([atOnce, within, woken]).toEqual([["a"], ["a"], ["a", "a"]]);
});

test("a shop of which nothing came meanwhile is not woken again, and at once by what comes later", async () => {
  const { waker, woken, pass } = open();

  await waker.wake(["a"]);
  await pass(5_000);
  const meanwhile = [...woken];
  await waker.wake(["a"]);

  expect([meanwhile, woken]).toEqual([["a"], ["a", "a"]]);
});

test("one shop's flood keeps no other waiting", async () => {
  const { waker, woken } = open();

  await waker.wake(["a"]);
  await waker.wake(["a", "b"]);

  expect(woken).toEqual(["a", "b"]);
});

test("a shop that could not be woken is woken later, and its deliveries count as kept", async () => {
  const { waker, woken, lines, pass, fail } = open();

  fail(true);
  await waker.wake(["a"]);
  await pass(1_000);
  fail(false);
  await pass(1_000);

  expect(woken).toEqual(["a"]);
  expect(lines.map(({ level }) => level)).toEqual(["warn", "warn"]);
});

test("a process that ends wakes those whom it has put off", async () => {
  const { waker, woken, pass } = open();

  await waker.wake(["a", "b"]);
  await waker.wake(["b"]);
  await waker.close();
  await pass(5_000);

  expect(woken).toEqual(["a", "b", "b"]);
});

function open() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { log, lines } = collectingLog();
  const woken: string[] = [];
  let isFailing = false;
  const send = (_tx: unknown, _contract: unknown, ...jobs: { shopDomain: string }[]) => {
    if (isFailing) return Promise.reject(new Error("away"));
    woken.push(...jobs.map(({ shopDomain }) => shopDomain));
    return Promise.resolve();
  };
  // A database without transactions of its own is one: the work joins it.
  const waker = openShopWaker({ db: {}, queue: { send }, log } as unknown as Runtime);
  return {
    waker,
    woken,
    lines,
    pass: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
    fail: (isSo: boolean) => (isFailing = isSo),
  };
}
