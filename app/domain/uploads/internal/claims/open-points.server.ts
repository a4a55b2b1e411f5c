import type { Db } from "#app/platform/db.server.ts";

/** Points planned for all that is open at a store, over all batches; infinite while one of them is still being planned. */
export async function sumOpenPoints(db: Db, storeId: string): Promise<number> {
  const [open] = await db.$queryRaw<{ points: number; is_planned: boolean }[]>`
    SELECT coalesce(sum(part.points_open), 0)::float AS points, coalesce(bool_and(batch.planned_at IS NOT NULL), TRUE) AS is_planned
    FROM upload_batch_stores part JOIN shopify_upload_batches batch ON batch.id = part.batch_id
    WHERE part.store_id = ${storeId}::uuid AND part.groups_open > 0`;
  return open?.is_planned ? open.points : Infinity;
}
