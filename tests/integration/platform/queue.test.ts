import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { inTransaction } from "#app/platform/db.server.ts";
import { contracts } from "#jobs/contracts/registry.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";

test("a store is taken up as soon after the fifth worker's end as after the first one's", async () => {
  const runtime = await startTestRuntime();
  const { boss } = runtime.queue;
  const storeId = randomUUID();
  await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, drainStore, { storeId }));

  const waitsSeconds: number[] = [];
  for (let death = 1; death <= 5; death += 1) {
    const [job] = await boss.fetch(drainStore.name, { ignoreStartAfter: true });
    await boss.fail(drainStore.name, job?.id ?? "");
    waitsSeconds.push(await secondsUntilDue(runtime, storeId));
  }

  expect(Math.max(...waitsSeconds)).toBeLessThanOrEqual(1);
});

test("no job is held for longer than some seconds by a worker that died", async () => {
  const { queue } = await startTestRuntime();

  const queues = await queue.boss.getQueues(contracts.map((contract) => contract.name));

  expect(queues).toHaveLength(contracts.length);
  for (const { heartbeatSeconds } of queues) expect(heartbeatSeconds).toBeLessThanOrEqual(10);
});

test("a queue of an earlier version gets the rules of this one", async () => {
  const { boss } = (await startTestRuntime()).queue;
  await boss.updateQueue(drainStore.name, {
    heartbeatSeconds: 60,
    retryLimit: 1,
    retryBackoff: true,
    retryDelayMax: 60,
  });

  const { queue } = await startTestRuntime();

  expect(await queue.boss.getQueue(drainStore.name)).toMatchObject({
    heartbeatSeconds: drainStore.rules.heartbeatSeconds,
    retryLimit: drainStore.rules.retryLimit,
    retryDelayMax: drainStore.rules.longestRetryDelaySeconds,
    policy: "stately",
  });
});

async function secondsUntilDue({ queue }: TestRuntime, storeId: string): Promise<number> {
  const [job] = await queue.boss.findJobs(drainStore.name, { key: storeId });
  return job ? (new Date(job.startAfter).getTime() - Date.now()) / 1_000 : Number.NaN;
}
