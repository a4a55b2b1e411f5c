import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { handleWebhooks as contract } from "#jobs/contracts/webhooks.ts";
import { handleSweepInbox } from "#jobs/handlers/sweep-inbox.ts";
import { handleWebhooks } from "#jobs/handlers/handle-webhooks.ts";
import { newShopDomain } from "#tests/support/worlds/sample-store.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";

const calm = () => new AbortController().signal;

test("a delivery whose job has used up its tries is handled after the next sweep", async () => {
  const runtime = await startTestRuntime();
  const shopDomain = newShopDomain();
  await deliver(runtime, shopDomain);
  await useUpTries(runtime, shopDomain);

  await handleSweepInbox(runtime, {}, calm());

  expect(await jobsOf(runtime, shopDomain)).toEqual(["created", "failed"]);
  await handleWebhooks(runtime, { shopDomain }, calm());
  expect(await runtime.db.webhookDelivery.count({ where: { shopDomain, handledAt: null } })).toBe(0);
});

test("a sweep wakes nobody whose deliveries have been handled, and nobody twice", async () => {
  const runtime = await startTestRuntime();
  const [handled, waiting] = [newShopDomain(), newShopDomain()];
  await deliver(runtime, handled);
  await handleWebhooks(runtime, { shopDomain: handled }, calm());
  await runtime.queue.boss.deleteQueuedJobs(contract.name);
  await deliver(runtime, waiting);

  await handleSweepInbox(runtime, {}, calm());
  await handleSweepInbox(runtime, {}, calm());

  expect(await jobsOf(runtime, handled)).toEqual([]);
  expect(await jobsOf(runtime, waiting)).toEqual(["created"]);
});

async function deliver(runtime: TestRuntime, shopDomain: string): Promise<void> {
  const webhook = { shopDomain, webhookId: randomUUID(), topic: "products/update", triggeredAt: new Date() };
  await recordWebhook(runtime, { ...webhook, payloadJson: JSON.stringify({ id: 1 }) });
}

async function useUpTries(runtime: TestRuntime, shopDomain: string): Promise<void> {
  for (let tries = 0; tries <= contract.rules.retryLimit; tries += 1) {
    const [job] = await runtime.queue.boss.fetch(contract.name, { ignoreStartAfter: true });
    await runtime.queue.boss.fail(contract.name, job?.id ?? "");
  }
  expect(await jobsOf(runtime, shopDomain)).toEqual(["failed"]);
}

async function jobsOf({ queue }: TestRuntime, shopDomain: string): Promise<string[]> {
  const jobs = await queue.boss.findJobs(contract.name, { key: shopDomain });
  return jobs.map(({ state }) => state).toSorted();
}
