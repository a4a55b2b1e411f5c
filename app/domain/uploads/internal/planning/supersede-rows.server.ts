import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import { candidateRows, type PlanRowsInput } from "./candidate-rows-sql.server.ts";
import { endRows } from "../settling/end-rows.server.ts";
import type { BatchChange } from "../settling/move-counters.server.ts";

/**
 * Makes room for newer content: waiting rows of other batches for the same variant and store end, SKIPPED when their
 * older content is replaced by the rows that are about to be planned, CANCELLED when their batch is being cancelled.
 * Returns the batches that changed their status by it.
 */
export async function supersedePendingRows(tx: Tx, input: PlanRowsInput): Promise<BatchChange[]> {
  const replaced = await tx.$queryRaw<WaitingRow[]>`WITH ${candidateRows(input, { isAnotherInFlight: true })}
    SELECT earlier.id, earlier.group_id, batch.cancel_requested_at IS NOT NULL AS is_cancelled
    FROM candidates
    JOIN shopify_upload_products earlier ON earlier.store_id = candidates.store_id
      AND earlier.variant_id = candidates.variant_id AND earlier.status = 'PENDING'
    JOIN shopify_upload_batches batch ON batch.id = earlier.batch_id
    WHERE candidates.skip_reason IS NULL`;
  return endWaitingRows(tx, replaced);
}

/** Ends waiting rows that something newer replaces. Returns the batches that changed their status by it. */
export async function endWaitingRows(tx: Tx, replaced: readonly WaitingRow[]): Promise<BatchChange[]> {
  const cancelled = replaced.filter((row) => row.is_cancelled);
  const changes = await endRows(tx, { ...namesOf(cancelled), to: "CANCELLED" });
  const outdated = replaced.filter((row) => !row.is_cancelled);
  return [...changes, ...(await endRows(tx, { ...namesOf(outdated), to: "SKIPPED", skipReason: "SUPERSEDED" }))];
}

export interface WaitingRow {
  id: bigint;
  group_id: bigint;
  /** Its batch is being cancelled. */
  is_cancelled: boolean;
}

const namesOf = (rows: readonly WaitingRow[]) => ({
  rowIds: Prisma.sql`${rows.map((row) => row.id)}::bigint[]`,
  groupIds: [...new Set(rows.map((row) => row.group_id))],
});
