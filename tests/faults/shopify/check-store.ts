import type { UploadRowStatus } from "@prisma/client";
import { compareWithLedger } from "#tests/rig/compare-with-ledger.ts";
import { expectEqual } from "../check-upload.ts";
import type { StageStore, UploadStage } from "../upload-stage.ts";

type Counts = Readonly<Partial<Record<UploadRowStatus, number>>>;

/** Rows of all batches of a store by status, counted one by one. */
export async function countRows({ ctx, storeId }: StageStore): Promise<Counts> {
  const counted = await ctx.db.shopifyUploadProduct.groupBy({ by: ["status"], where: { storeId }, _count: true });
  return Object.fromEntries(counted.map(({ status, _count }) => [status, _count]));
}

/**
 * What is wrong in a store whose batches have ended; empty when its rows stand as expected, the counters of its batches
 * say so, and the shop holds what the links and rows say, no product twice.
 */
export async function checkStore({ rig }: UploadStage, store: StageStore, expectedRows: Counts): Promise<string[]> {
  const { db, organizationId } = store.ctx;
  const rows = await countRows(store);
  const { _sum: counted } = await db.shopifyUploadBatch.aggregate({
    where: { organizationId },
    _sum: { rowsPending: true, rowsProcessing: true, rowsSucceeded: true, rowsFailed: true },
  });
  const open = await db.shopifyUploadBatch.count({ where: { organizationId, completedAt: null } });
  const { SUCCESS = 0, FAILED = 0 } = rows;
  return [
    ...expectEqual("rows by status", rows, expectedRows),
    ...expectEqual("counters of the batches", counted, {
      rowsPending: 0,
      rowsProcessing: 0,
      rowsSucceeded: SUCCESS,
      rowsFailed: FAILED,
    }),
    ...expectEqual("batches that have not ended", open, 0),
    ...expectEqual("identities created twice", store.shop.ledger.summary().duplicateIdentities, 0),
    ...(await compareWithLedger(db, rig.simulator, store.storeId)),
  ];
}

/** How many tries the products of a store have spent, all together and at most. */
export async function readSpentTries({
  ctx,
  storeId,
}: StageStore): Promise<{ sum: number; most: number; mean: number }> {
  const { _sum, _max, _avg } = await ctx.db.uploadGroup.aggregate({
    where: { storeId },
    _sum: { failedAttempts: true },
    _max: { failedAttempts: true },
    _avg: { failedAttempts: true },
  });
  return {
    sum: _sum.failedAttempts ?? Number.NaN,
    most: _max.failedAttempts ?? Number.NaN,
    mean: _avg.failedAttempts ?? Number.NaN,
  };
}
