import type { Db } from "#app/platform/db.server.ts";

/**
 * Whether anything is on its way to the store, or waits to be: then Shopify may tell of a product that our own commit
 * does not know of yet.
 */
export async function isUploading(db: Db, storeId: string): Promise<boolean> {
  const [found] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM upload_groups WHERE store_id = ${storeId}::uuid AND status = 'PROCESSING')
      OR EXISTS (SELECT 1 FROM upload_groups WHERE store_id = ${storeId}::uuid AND status = 'PENDING') AS exists`;
  return found?.exists ?? false;
}
