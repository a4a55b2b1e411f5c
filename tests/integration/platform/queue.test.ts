import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { inTransaction } from "#app/platform/db.server.ts";
import { contracts } from "#jobs/contracts/registry.ts";
import { drainStore, planApproval } from "#jobs/contracts/uploads.ts";
import { endConnections } from "#tests/support/end-connections.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";

test("a store is taken up as soon after the fifth worker's end as after the first one's", async () => {
  const runtime = await startTestRuntime();
  const storeId = randomUUID();
  await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, drainStore, { storeId }));

  const waitsSeconds = await waitsAfterDeaths(runtime, drainStore.name, storeId);

  expect(Math.max(...waitsSeconds)).toBeLessThanOrEqual(1);
});

test("an approval is planned on as soon after the fifth worker's end as after the first one's", async () => {
  const runtime = await startTestRuntime();
  const [organizationId, approvalId] = [randomUUID(), randomUUID()];
  await inTransaction(runtime.db, (tx) => runtime.queue.send(tx, planApproval, { organizationId, approvalId }));

  const waitsSeconds = await waitsAfterDeaths(runtime, planApproval.name, approvalId);

  expect(Math.max(...waitsSeconds)).toBeLessThanOrEqual(1);
});

test("an error of the queue is logged in words, without the connection that it was met on", async () => {
  const { lines } = await startTestRuntime();

  await endConnections();

  await expect.poll(() => lines.map((line) => line.message)).toContain("The queue reported an error.");
  const logged = lines.find((line) => line.message === "The queue reported an error.")?.fields;
  expect(logged).toEqual({
    err: { name: "error", message: expect.stringMatching(/terminating/), code: "57P01", stack: expect.any(String) },
  });
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

async function waitsAfterDeaths({ queue }: TestRuntime, name: string, key: string): Promise<number[]> {
  const waitsSeconds: number[] = [];
  for (let death = 1; death <= 5; death += 1) {
    const [job] = await queue.boss.fetch(name, { ignoreStartAfter: true });
    await queue.boss.fail(name, job?.id ?? "");
    const [again] = await queue.boss.findJobs(name, { key });
    waitsSeconds.push(again ? (new Date(again.startAfter).getTime() - Date.now()) / 1_000 : Number.NaN);
  }
  return waitsSeconds;
}
