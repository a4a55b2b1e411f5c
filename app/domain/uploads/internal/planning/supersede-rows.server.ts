import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import { candidateRows, type PlanRowsInput } from "./candidate-rows-sql.server.ts";
import { endRows } from "../end-rows.server.ts";

/**
 * Makes room for newer content: waiting rows of other batches that carry older content for the same variant and store
 * become SKIPPED, replaced by the rows that are about to be planned.
 */
export async function supersedePendingRows(tx: Tx, input: PlanRowsInput): Promise<void> {
  const isAnotherWaiting = await tx.shopifyUploadBatch.findFirst({
    where: { organizationId: input.organizationId, id: { not: input.batchId }, rowsPending: { gt: 0 } },
    select: { id: true },
  });
  if (!isAnotherWaiting) return;
  const replaced = await tx.$queryRaw<{ id: bigint; group_id: bigint }[]>`WITH ${candidateRows(input)}
    SELECT earlier.id, earlier.group_id
    FROM candidates
    JOIN shopify_upload_products earlier ON earlier.store_id = candidates.store_id
      AND earlier.variant_id = candidates.variant_id AND earlier.status = 'PENDING'
    WHERE candidates.skip_reason IS NULL`;
  await endRows(tx, {
    rowIds: Prisma.sql`${replaced.map((row) => row.id)}::bigint[]`,
    groupIds: [...new Set(replaced.map((row) => row.group_id))],
    to: "SKIPPED",
    skipReason: "SUPERSEDED",
  });
}
