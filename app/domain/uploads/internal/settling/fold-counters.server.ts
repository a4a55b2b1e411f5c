import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { isPassingDatabaseFault } from "#app/platform/passing-database-fault.server.ts";
import { deliverNotifications } from "#jobs/contracts/notifications.ts";
import { logBatchChanges } from "../../log-batch-changes.server.ts";
import { takeInPostponed } from "./move-counters.server.ts";

/** Whoever is at a batch's counters is so for some milliseconds. */
const LOOK_AGAIN_MS = 20;
/** Then it is left to whoever moves these counters next, and at the latest to the sweep. */
const LOOKS = 25;

type FoldRuntime = Pick<Runtime, "db" | "clock" | "queue" | "log">;

/**
 * Sees to it that postponed moves of counters are taken in, by this process or by whoever is at their batch already. Call
 * it after the commit of what postponed them: they are stored then, and a process that dies here loses nothing but the
 * time until another one does the same.
 */
export async function foldCounters(runtime: FoldRuntime, moveIds: readonly bigint[]): Promise<void> {
  if (moveIds.length === 0) return;
  const { db, clock, log } = runtime;
  try {
    for (let look = 0; look < LOOKS; look += 1) {
      const left = await db.uploadCounterMove.findMany({
        where: { id: { in: [...moveIds] } },
        select: { batchId: true },
      });
      if (left.length === 0) return;
      await takeIn(
        runtime,
        left.map(({ batchId }) => batchId),
      );
      await clock.sleep(LOOK_AGAIN_MS);
    }
  } catch (error) {
    // What called for it is stored already, and must not look as if it were not.
    if (!isPassingDatabaseFault(error)) throw error;
    log.warn({ err: error }, "Counters of batches are taken in later.");
  }
}

/** Takes in what dead processes have left, as far as nobody else is at the batches. */
export async function foldLeftCounters(runtime: FoldRuntime): Promise<void> {
  const left = await runtime.db.uploadCounterMove.findMany({ distinct: ["batchId"], select: { batchId: true } });
  if (left.length > 0)
    await takeIn(
      runtime,
      left.map(({ batchId }) => batchId),
    );
}

async function takeIn({ db, queue, log }: FoldRuntime, batchIds: readonly string[]): Promise<void> {
  const changes = await inTransaction(db, async (tx) => {
    const taken = await takeInPostponed(tx, batchIds);
    for (const { organizationId, hasMessages } of taken)
      if (hasMessages) await queue.send(tx, deliverNotifications, { organizationId });
    return taken;
  });
  logBatchChanges(log, changes);
}
