import type { Tx } from "#app/platform/db.server.ts";

/**
 * Which of these products an upload is at right now, or may have created without knowing it. What else of them waits is
 * locked until the transaction ends: it is taken up afterwards, and sees the links that were made.
 */
export async function findUnderWay(tx: Tx, storeId: string, productIds: readonly string[]): Promise<Set<string>> {
  const groups = await tx.$queryRaw<{ product_id: string; is_under_way: boolean }[]>`
    SELECT product_id, status = 'PROCESSING' OR is_unclear AS is_under_way FROM upload_groups
    WHERE store_id = ${storeId}::uuid AND product_id = ANY (${[...productIds]}::uuid[])
      AND status IN ('PENDING', 'PROCESSING', 'FAILED')
    ORDER BY id FOR UPDATE`;
  return new Set(groups.filter((group) => group.is_under_way).map((group) => group.product_id));
}
