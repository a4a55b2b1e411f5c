import type { Db } from "#app/platform/db.server.ts";

/** Points planned for all that is open at a store, over all batches. */
export async function sumOpenPoints(db: Db, storeId: string): Promise<number> {
  const [sum] = await db.$queryRaw<{ points: number }[]>`
    SELECT coalesce(sum(points_open), 0)::float AS points FROM upload_batch_stores
    WHERE store_id = ${storeId}::uuid AND groups_open > 0`;
  return sum?.points ?? 0;
}
