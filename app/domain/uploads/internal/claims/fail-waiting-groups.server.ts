import { randomUUID } from "node:crypto";
import type { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import type { RowFailure } from "../../failures/row-failure.ts";
import { logBatchChanges } from "../../log-batch-changes.server.ts";
import { settleGroups } from "../settling/settle-groups.server.ts";
import { productIsFree } from "./due-batches.server.ts";
import { takeGroups } from "./take-groups.server.ts";

const SLICE_GROUPS = 500;

export interface FailWaitingInput {
  storeId: string;
  /** Condition on `waiting`, a PENDING group of the store, and its `batch`. */
  where: Prisma.Sql;
  failure: RowFailure;
}

/**
 * Fails groups that wait for a store and shall wait no longer, a slice at a time: each is taken as by a worker and settled,
 * so that a worker that takes it first keeps it. A group whose product is under way in another waits until that has ended,
 * as it would for a worker. Returns how many groups failed.
 */
export async function failWaitingGroups(
  runtime: Runtime,
  { storeId, where, failure }: FailWaitingInput,
  signal?: AbortSignal,
): Promise<number> {
  const claimToken = randomUUID();
  let failed = 0;
  for (;;) {
    if (signal?.aborted) return failed;
    const taken = await inTransaction(runtime.db, async (tx) => {
      // In the order of the index of what waits: in any other, each slice would sort all that waits.
      const waiting = await tx.$queryRaw<{ id: bigint; product_id: string }[]>`
        SELECT waiting.id, waiting.product_id FROM upload_groups waiting JOIN shopify_upload_batches batch ON batch.id = waiting.batch_id
        WHERE waiting.store_id = ${storeId}::uuid AND waiting.status = 'PENDING'
          AND batch.paused_at IS NULL AND batch.cancel_requested_at IS NULL AND ${productIsFree} AND ${where}
        ORDER BY waiting.batch_id, waiting.due_at, waiting.id LIMIT ${SLICE_GROUPS} FOR UPDATE OF waiting SKIP LOCKED`;
      const oneOfEachProduct = new Map(waiting.map(({ id, product_id }) => [product_id, id]));
      return takeGroups(tx, { storeId, claimToken, groupIds: [...oneOfEachProduct.values()] });
    });
    logBatchChanges(runtime.log, taken.changes);
    if (taken.ids.length === 0) return failed;
    const rows = await runtime.db.shopifyUploadProduct.findMany({
      where: { groupId: { in: taken.ids }, status: "PROCESSING" },
      select: { id: true, groupId: true },
    });
    const rowsOf = Map.groupBy(rows, (row) => row.groupId);
    const settled = await settleGroups(
      runtime,
      claimToken,
      taken.ids.map((groupId) => ({
        groupId,
        errorCode: failure.code,
        rows: (rowsOf.get(groupId) ?? []).map(({ id }) => ({ rowId: id, status: "FAILED" as const, failure })),
      })),
    );
    failed += settled.size;
  }
}
