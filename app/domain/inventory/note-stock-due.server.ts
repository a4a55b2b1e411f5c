import type { Runtime } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";

/**
 * Has the stock of these variants compared soon, in every store that has them, or in one. Call it in the transaction that
 * changed it: whoever takes the variants up later sees the change. Variants that no shop has cost nothing. What waits
 * already waits once. Returns how many stores were woken.
 */
export async function noteStockDue(
  tx: Tx,
  { queue }: Pick<Runtime, "queue">,
  { organizationId, variantIds, storeId }: { organizationId: string; variantIds: readonly string[]; storeId?: string },
): Promise<number> {
  if (variantIds.length === 0) return 0;
  // An arrival that waits is touched, not passed over: its lock makes whoever takes it up wait for this transaction.
  const stores = await tx.$queryRaw<{ storeId: string }[]>`
    WITH noted AS (
      INSERT INTO stock_arrivals (store_id, variant_id)
      SELECT link.store_id, link.variant_id FROM variant_links link
      WHERE link.variant_id = ANY (${[...variantIds]}::uuid[]) AND link.organization_id = ${organizationId}::uuid
        AND link.gone_at IS NULL AND (${storeId ?? null}::uuid IS NULL OR link.store_id = ${storeId ?? null}::uuid)
      ORDER BY link.store_id, link.variant_id
      ON CONFLICT (store_id, variant_id) WHERE run_id IS NULL DO UPDATE SET arrived_at = excluded.arrived_at
      RETURNING store_id)
    SELECT DISTINCT store_id AS "storeId" FROM noted`;
  for (const store of stores) await queue.send(tx, syncStoreStock, { storeId: store.storeId });
  return stores.length;
}
