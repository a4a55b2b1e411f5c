import type { Tx } from "#app/platform/db.server.ts";
import type { RowStatus } from "../transitions.ts";

/** So many rows are looked at by one statement: a batch of millions must not run into the time that a statement has. */
const SLICE = 50_000;

export type CountByStatus = Record<RowStatus, number>;

export interface StorePart {
  groupsOpen: number;
  pointsOpen: number;
}

/** What a batch really holds, counted from its rows and groups. */
export interface CountedBatch {
  rows: CountByStatus;
  products: CountByStatus;
  /** Of every store that has groups of the batch. */
  stores: Map<string, StorePart>;
}

const nothing = (): CountByStatus => ({ PENDING: 0, PROCESSING: 0, SUCCESS: 0, FAILED: 0, SKIPPED: 0, CANCELLED: 0 });

/** Counts a batch slice by slice, within a transaction that sees one snapshot of it. */
export async function countBatch(tx: Tx, batchId: string): Promise<CountedBatch> {
  const counted: CountedBatch = { rows: await countRows(tx, batchId), products: nothing(), stores: new Map() };
  for (let after = 0n; ;) {
    const slice = await readGroups(tx, batchId, after);
    for (const part of slice) addGroups(counted, part);
    after = lastOf(slice);
    if (sizeOf(slice) < SLICE) return counted;
  }
}

interface Slice {
  status: RowStatus;
  count: number;
  last: bigint;
}

const sizeOf = (slice: readonly Slice[]): number => slice.reduce((sum, { count }) => sum + count, 0);
const lastOf = (slice: readonly Slice[]): bigint => slice.reduce((most, { last }) => (last > most ? last : most), 0n);

async function countRows(tx: Tx, batchId: string): Promise<CountByStatus> {
  const counts = nothing();
  for (let after = 0n; ;) {
    const slice = await tx.$queryRaw<Slice[]>`
      SELECT status::text AS status, count(*)::int AS count, max(id) AS last
      FROM (SELECT id, status FROM shopify_upload_products WHERE batch_id = ${batchId}::uuid AND id > ${after} ORDER BY id LIMIT ${SLICE}) AS slice
      GROUP BY status`;
    for (const { status, count } of slice) counts[status] += count;
    after = lastOf(slice);
    if (sizeOf(slice) < SLICE) return counts;
  }
}

interface GroupSlice extends Slice {
  storeId: string | null;
  points: number;
  /** Rows of unchanged products: they are counted on the group, and there are none beside it. */
  rowsUnchanged: number;
}

const readGroups = (tx: Tx, batchId: string, after: bigint): Promise<GroupSlice[]> => tx.$queryRaw<GroupSlice[]>`
  SELECT store_id AS "storeId", status::text AS status, count(*)::int AS count, max(id) AS last, sum(planned_points)::int AS points,
    sum(CASE WHEN skip_reason IS DISTINCT FROM 'UNCHANGED' THEN 0
      WHEN EXISTS (SELECT 1 FROM shopify_upload_products own WHERE own.group_id = slice.id) THEN 0
      ELSE row_count END)::int AS "rowsUnchanged"
  FROM (
    SELECT id, store_id, status, skip_reason, row_count, planned_points FROM upload_groups
    WHERE batch_id = ${batchId}::uuid AND id > ${after} ORDER BY id LIMIT ${SLICE}
  ) AS slice
  GROUP BY store_id, status`;

function addGroups(counted: CountedBatch, { storeId, status, count, points, rowsUnchanged }: GroupSlice): void {
  counted.products[status] += count;
  counted.rows.SKIPPED += rowsUnchanged;
  if (storeId === null) return;
  const part = counted.stores.get(storeId) ?? { groupsOpen: 0, pointsOpen: 0 };
  counted.stores.set(storeId, part);
  if (status !== "PENDING" && status !== "PROCESSING") return;
  part.groupsOpen += count;
  part.pointsOpen += points;
}
