import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { inTransaction } from "#app/platform/db.server.ts";
import { announcePresence } from "#app/platform/presence.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { noteJobEnded, noteJobStarted, releaseOrphanedJobs } from "#jobs/runtime/running-jobs.ts";
import { openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const url = process.env["DATABASE_URL"] ?? "";

/** A job that somebody has taken up and not ended. */
async function takeJob({ ctx, queue }: UploadWorld): Promise<string> {
  const storeId = randomUUID();
  await inTransaction(ctx.db, (tx) => queue.send(tx, drainStore, { storeId }));
  const jobs = await queue.boss.fetch<{ storeId: string }>(drainStore.name, { batchSize: 100 });
  const job = jobs.find(({ data }) => data.storeId === storeId);
  if (!job) throw new Error("The job that was sent did not come.");
  return job.id;
}

const stateOf = async ({ queue }: UploadWorld, jobId: string) =>
  (await queue.boss.findJobs(drainStore.name, { id: jobId }))[0]?.state;

const runtimeOf = ({ ctx, queue }: UploadWorld) => ({ ...ctx, queue, close: async () => undefined });

test("a job of a process that is gone is given back at once, and one of a living process is not", async () => {
  await using world = await openUploadWorld();
  const runtime = runtimeOf(world);
  const living = await announcePresence({ url, log: world.ctx.log });
  onTestFinished(() => living.close());
  const gone = await announcePresence({ url, log: world.ctx.log });
  const [kept, orphaned] = [await takeJob(world), await takeJob(world)];
  const queueName = drainStore.name;
  await noteJobStarted(runtime, { jobId: kept, queueName, processId: living.processId });
  await noteJobStarted(runtime, { jobId: orphaned, queueName, processId: gone.processId });
  await releaseOrphanedJobs(runtime);
  const before = await stateOf(world, orphaned);

  await gone.close();
  await expect
    .poll(async () => {
      await releaseOrphanedJobs(runtime);
      return stateOf(world, orphaned);
    })
    .toBe("retry");

  expect(before).toBe("active");
  expect(await stateOf(world, kept)).toBe("active");
});

test("a job that has ended is nobody's any more", async () => {
  await using world = await openUploadWorld();
  const runtime = runtimeOf(world);
  const running = { jobId: await takeJob(world), queueName: drainStore.name, processId: randomUUID() };
  await noteJobStarted(runtime, running);

  await noteJobEnded(runtime, running);
  await releaseOrphanedJobs(runtime);

  expect(await stateOf(world, running.jobId)).toBe("active");
});

test("a process whose connection is cut shows that it lives again", async () => {
  await using world = await openUploadWorld();
  const runtime = runtimeOf(world);
  const presence = await announcePresence({ url, log: world.ctx.log });
  onTestFinished(() => presence.close());
  const running = { jobId: await takeJob(world), queueName: drainStore.name, processId: presence.processId };

  await world.ctx.db.$queryRaw`
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'catalog-relay-presence'`;
  const signs = () =>
    world.ctx.db.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'catalog-relay-presence' AND state = 'idle'`;
  await expect.poll(async () => (await signs()).length, { timeout: 10_000 }).toBe(1);
  await noteJobStarted(runtime, running);
  await releaseOrphanedJobs(runtime);

  expect(await stateOf(world, running.jobId)).toBe("active");
  await expect
    .poll(() => world.logLines)
    .toContainEqual(
      expect.objectContaining({ message: "The process has lost its sign of life and takes it up again." }),
    );
});
