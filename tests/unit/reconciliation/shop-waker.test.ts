import { expect, onTestFinished, test, vi } from "vitest";
import type { Runtime } from "#app/domain/context.ts";
import type { ReceivedWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { openShopWaker } from "#app/domain/reconciliation/shop-waker.server.ts";
import { handleAccessNews } from "#jobs/contracts/webhooks.ts";
import { collectingLog } from "#tests/support/collecting-log.ts";

test("a shop is woken at once, and not again before its second is over however much comes", async () => {
  const { waker, woken, pass } = open();

  await waker.wake(newsOf(["a"]));
  const atOnce = [...woken];
  for (let count = 0; count < 50; count += 1) await waker.wake(newsOf(["a"]));
  await pass(999);
  const within = [...woken];
  await pass(1);

  expect([atOnce, within, woken]).toEqual([["a"], ["a"], ["a", "a"]]);
});

test("a shop of which nothing came meanwhile is not woken again, and at once by what comes later", async () => {
  const { waker, woken, pass } = open();

  await waker.wake(newsOf(["a"]));
  await pass(5_000);
  const meanwhile = [...woken];
  await waker.wake(newsOf(["a"]));

  expect([meanwhile, woken]).toEqual([["a"], ["a", "a"]]);
});

test("one shop's flood keeps no other waiting", async () => {
  const { waker, woken } = open();

  await waker.wake(newsOf(["a"]));
  await waker.wake(newsOf(["a", "b"]));

  expect(woken).toEqual(["a", "b"]);
});

test("a shop that could not be woken is woken later, and its deliveries count as kept", async () => {
  const { waker, woken, lines, pass, fail } = open();

  fail(true);
  await waker.wake(newsOf(["a"]));
  await pass(1_000);
  fail(false);
  await pass(1_000);

  expect(woken).toEqual(["a"]);
  expect(lines.map(({ level }) => level)).toEqual(["warn", "warn"]);
});

test("that the app was uninstalled is handled at once, even in the middle of a flood", async () => {
  const { waker, woken, accessWoken } = open();

  await waker.wake(newsOf(["a"]));
  await waker.wake(newsOf(["a"], "app/uninstalled"));

  expect({ woken, accessWoken }).toEqual({ woken: ["a"], accessWoken: ["a"] });
});

test("a process that ends wakes those whom it has put off", async () => {
  const { waker, woken, pass } = open();

  await waker.wake(newsOf(["a", "b"]));
  await waker.wake(newsOf(["b"]));
  await waker.close();
  await pass(5_000);

  expect(woken).toEqual(["a", "b", "b"]);
});

const newsOf = (shopDomains: readonly string[], topic = "products/update"): ReceivedWebhook[] =>
  shopDomains.map((shopDomain) => ({
    shopDomain,
    webhookId: "1",
    topic,
    triggeredAt: new Date("2026-11-30T12:00:00Z"),
    payloadJson: "{}",
  }));

function open() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { log, lines } = collectingLog();
  const woken: string[] = [];
  let isFailing = false;
  const accessWoken: string[] = [];
  const send = (_tx: unknown, contract: unknown, ...jobs: { shopDomain: string }[]) => {
    if (isFailing) return Promise.reject(new Error("away"));
    const told = contract === handleAccessNews ? accessWoken : woken;
    told.push(...jobs.map(({ shopDomain }) => shopDomain));
    return Promise.resolve();
  };
  // A database without transactions of its own is one: the work joins it.
  const waker = openShopWaker({ db: {}, queue: { send }, log } as unknown as Runtime);
  return {
    waker,
    woken,
    accessWoken,
    lines,
    pass: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
    fail: (isSo: boolean) => (isFailing = isSo),
  };
}
