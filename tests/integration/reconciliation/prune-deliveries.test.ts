import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pruneDeliveries } from "#app/domain/reconciliation/prune-deliveries.server.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { handlePruneDeliveries } from "#jobs/handlers/prune-deliveries.ts";
import { newShopDomain } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";

const calm = () => new AbortController().signal;

async function deliver(runtime: TestRuntime, shopDomain: string, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const webhook = { shopDomain, webhookId: randomUUID(), topic: "products/update", triggeredAt: new Date() };
    await recordWebhook(runtime, { ...webhook, payloadJson: JSON.stringify({ id: number + 1 }) });
  }
}

/** Moves the deliveries of a shop back in time; `handled` says whether they were handled then. */
async function age({ db }: TestRuntime, shopDomain: string, days: number, handled: boolean): Promise<void> {
  await db.$executeRaw`UPDATE webhook_deliveries SET received_at = now() - make_interval(days => ${days}) WHERE shop_domain = ${shopDomain}`;
  if (!handled) return;
  await db.webhookDelivery.updateMany({
    where: { shopDomain },
    data: { state: "HANDLED", outcome: "applied", handledAt: new Date(Date.now() - days * 86_400_000) },
  });
}

const left = ({ db }: TestRuntime, shopDomain: string) => db.webhookDelivery.count({ where: { shopDomain } });

test("webhooks that were handled long ago are deleted; younger ones stay, and what waits stays however old it is", async () => {
  const runtime = await startTestRuntime();
  const [old, young, waiting] = [newShopDomain(), newShopDomain(), newShopDomain()];
  for (const shopDomain of [waiting, old, young]) await deliver(runtime, shopDomain, 2);
  await age(runtime, old, 31, true);
  await age(runtime, young, 29, true);
  await age(runtime, waiting, 400, false);

  await handlePruneDeliveries(runtime, {}, calm());

  expect(await left(runtime, old)).toBe(0);
  expect(await left(runtime, young)).toBe(2);
  expect(await left(runtime, waiting)).toBe(2);
});

test("nothing is deleted once the signal has ended", async () => {
  const runtime = await startTestRuntime();
  const shopDomain = newShopDomain();
  await deliver(runtime, shopDomain, 1);
  await age(runtime, shopDomain, 60, true);

  const deleted = await pruneDeliveries(runtime, { keptDays: 30 }, AbortSignal.abort());

  expect(deleted).toBe(0);
  expect(await left(runtime, shopDomain)).toBe(1);
});
