import { fromPrisma } from "pg-boss";
import { Prisma } from "@prisma/client";
import type { ProcessRuntime } from "#app/domain/runtime.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { isProcessGone } from "#app/platform/presence.server.ts";

export interface JobOfProcess {
  jobId: string;
  queueName: string;
  processId: string;
}

/** Says that a process runs a job, before it does; whoever ran it before runs it no more. */
export async function noteJobStarted(
  { db }: ProcessRuntime,
  { jobId, queueName, processId }: JobOfProcess,
): Promise<void> {
  await db.runningJob.upsert({
    where: { jobId },
    create: { jobId, queueName, processId },
    update: { processId, startedAt: new Date() },
  });
}

/** The job is done whether this can be noted or not; what is left behind names a job that has ended, and changes nothing. */
export async function noteJobEnded({ db, log }: ProcessRuntime, { jobId, processId }: JobOfProcess): Promise<void> {
  await db.runningJob
    .deleteMany({ where: { jobId, processId } })
    .catch((error: unknown) => log.warn({ err: error, jobId }, "The end of a job could not be noted."));
}

/**
 * Gives jobs back to the queue whose process is gone, so that another takes them up within seconds; the heartbeat, which
 * the queue waits for much longer, is left as the net below. Returns how many jobs that were.
 */
export async function releaseOrphanedJobs({ db, queue, log }: ProcessRuntime): Promise<number> {
  const orphans = await inTransaction(db, async (tx) => {
    const found = await tx.$queryRaw<{ job_id: string; queue_name: string; process_id: string }[]>`
      DELETE FROM running_jobs running
      WHERE ${isProcessGone(Prisma.sql`running.process_id`)}
      RETURNING job_id, queue_name, process_id`;
    for (const { job_id, queue_name } of found)
      await queue.boss.fail(
        queue_name,
        job_id,
        { message: "The process that ran it is gone." },
        { db: fromPrisma(tx) },
      );
    return found;
  });
  for (const { job_id, queue_name, process_id } of orphans)
    log.warn(
      { job: queue_name, jobId: job_id, processId: process_id },
      "A job of a process that is gone was given back.",
    );
  return orphans.length;
}
