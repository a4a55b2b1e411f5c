import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { waitUntil } from "../wait-until.ts";
import { ShopWatch } from "./shop-watch.ts";
import { peakMemoryMb } from "./process-memory.ts";
import type { UploadOrganization, UploadStore, UploadWorld } from "./upload-world.ts";
import type { ProductProcess } from "#tests/rig/processes.ts";

const HOURS = 3_600;
const SAY_EVERY_MS = 10_000;

/** How a store's part of a batch ended. Times are of the machine's clock. */
export interface StoreEnd {
  readonly store: UploadStore;
  readonly rows: number;
  readonly failedRows: number;
  readonly succeededRows: number;
  readonly skippedRows: number;
  /** When its last row ended. */
  readonly endedAtMs: number;
}

export interface MeasuredApproval {
  readonly batchId: string;
  /** When the approval was committed. */
  readonly approvedAtMs: number;
  /** When the batch was completed, its last row included. */
  readonly completedAtMs: number;
  readonly stores: readonly StoreEnd[];
  readonly watch: ShopWatch;
  readonly peakMemoryMb: number | null;
}

export interface ApprovalToMeasure {
  readonly organization: UploadOrganization;
  readonly workers: readonly ProductProcess[];
  /** Done at every look while the batch is under way. */
  readonly meanwhile?: () => Promise<void>;
}

/** Approves everything that an organization has, waits for the last row, and notes meanwhile what its shops see. */
export async function measureApproval(
  world: UploadWorld,
  { organization, workers, meanwhile = async () => undefined }: ApprovalToMeasure,
  say: (line: string) => void,
): Promise<MeasuredApproval> {
  const watch = await ShopWatch.start(world.simulator);
  const { batchId } = await approveProducts(organization.ctx, { selection: { kind: "filter", filter: {} } });
  const approvedAtMs = Date.now();
  const deadline = { what: "the batch has ended", lookEveryMs: 100, deadlineSeconds: 2 * HOURS };
  let saidAtMs = approvedAtMs;
  await waitUntil(async () => {
    await meanwhile();
    const { status, rowsTotal, rowsPending, rowsProcessing } =
      await organization.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
    if (Date.now() - saidAtMs >= SAY_EVERY_MS) {
      saidAtMs = Date.now();
      const seconds = Math.round((saidAtMs - approvedAtMs) / 1_000);
      say(`  ${seconds} s: ${rowsTotal - rowsPending - rowsProcessing} of ${rowsTotal} rows have ended`);
    }
    return status !== "PENDING" && status !== "PROCESSING";
  }, deadline);
  const peaks = await Promise.all(workers.map((worker) => peakMemoryMb(worker.processId)));
  await watch.stop();
  const { completedAt } = await organization.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  const known = peaks.filter((peak) => peak !== null);
  return {
    batchId,
    approvedAtMs,
    completedAtMs: completedAt?.getTime() ?? Number.NaN,
    stores: await readStoreEnds(world, organization, batchId),
    watch,
    peakMemoryMb: known.length === 0 ? null : Math.max(...known),
  };
}

async function readStoreEnds(
  { client }: UploadWorld,
  { stores }: UploadOrganization,
  batchId: string,
): Promise<StoreEnd[]> {
  const found = await client.query<{
    storeId: string;
    rows: number;
    failed: number;
    succeeded: number;
    skipped: number;
    endedAt: Date | null;
  }>(
    `SELECT store_id AS "storeId", sum(rows)::int AS rows, (sum(rows) FILTER (WHERE status = 'FAILED'))::int AS failed,
       (sum(rows) FILTER (WHERE status = 'SUCCESS'))::int AS succeeded, (sum(rows) FILTER (WHERE status = 'SKIPPED'))::int AS skipped,
       max(ended_at) AS "endedAt"
     FROM (
       SELECT store_id, status::text, 1 AS rows, processed_at AS ended_at FROM shopify_upload_products WHERE batch_id = $1
       -- The rows of a product that has not changed are counted on its group.
       UNION ALL
       SELECT store_id, status::text, row_count, ended_at FROM upload_groups WHERE batch_id = $1 AND skip_reason = 'UNCHANGED'
     ) AS ended
     GROUP BY store_id`,
    [batchId],
  );
  return stores.map((store) => {
    const row = found.rows.find(({ storeId }) => storeId === store.storeId);
    return {
      store,
      rows: row?.rows ?? 0,
      failedRows: row?.failed ?? 0,
      succeededRows: row?.succeeded ?? 0,
      skippedRows: row?.skipped ?? 0,
      endedAtMs: row?.endedAt?.getTime() ?? Number.NaN,
    };
  });
}
