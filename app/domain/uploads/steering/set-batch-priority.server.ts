import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import { priorityProblem } from "./batch-settings.ts";
import { getRunningBatch } from "../internal/get-running-batch.server.ts";

export interface SetBatchPriorityInput {
  batchId: string;
  /** Whole number from -100 to 100; a batch with a higher one goes first at every store, those of one take turns. */
  priority: number;
}

/**
 * Moves a batch before or behind others, from the next product on. Setting the same priority again changes nothing.
 * @throws {InvalidInputError} for a number out of range, {NotFoundError}, {ForbiddenError}.
 * @throws {ConflictError} when the batch has ended or is being cancelled.
 */
export async function setBatchPriority(ctx: Context, { batchId, priority }: SetBatchPriorityInput): Promise<void> {
  const problem = priorityProblem(priority);
  if (problem) throw new InvalidInputError("batch.invalid-priority", `The priority ${problem.message}.`, [problem]);
  const batch = await getRunningBatch(ctx, batchId);
  const isChanged = await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.shopifyUploadBatch.updateMany({
      where: { id: batchId, organizationId: ctx.organizationId, priority: { not: priority } },
      data: { priority },
    });
    if (count === 0) return false;
    await recordActivity(tx, ctx, {
      action: "batch.priority-set",
      subjectType: "batch",
      subjectId: batchId,
      details: { from: batch.priority, to: priority },
    });
    return true;
  });
  if (isChanged) ctx.log.info({ batchId, from: batch.priority, to: priority }, "A batch was given another priority.");
}
