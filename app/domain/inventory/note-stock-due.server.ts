import type { Runtime } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { syncStoreStock } from "#jobs/contracts/inventory.ts";

export interface StockDue {
  organizationId: string;
  variantIds: readonly string[];
  /** Only in this store; in every store that has them when absent. */
  storeId?: string;
}

/**
 * Has the stock of these variants compared soon, in the stores that have them. Call it in the transaction that changed it:
 * whoever takes the variants up later sees the change. Variants that no shop has cost nothing, and what waits already
 * waits once. Without a queue nobody is woken, and the next sweep finds what waits. Returns how many stores that concerns.
 */
export async function noteStockDue(
  tx: Tx,
  { queue }: Partial<Pick<Runtime, "queue">>,
  { organizationId, variantIds, storeId }: StockDue,
): Promise<number> {
  if (variantIds.length === 0) return 0;
  // An arrival that waits is touched, not passed over: its lock makes whoever takes it up wait for this transaction.
  const stores = await tx.$queryRaw<{ storeId: string }[]>`
    WITH noted AS (
      INSERT INTO stock_arrivals (store_id, variant_id)
      SELECT link.store_id, link.variant_id
      FROM stores store
      CROSS JOIN unnest(${[...variantIds]}::uuid[]) AS due(variant_id)
      JOIN variant_links link ON link.store_id = store.id AND link.variant_id = due.variant_id AND link.gone_at IS NULL
      WHERE store.organization_id = ${organizationId}::uuid AND store.status <> 'UNINSTALLED'
        AND (${storeId ?? null}::uuid IS NULL OR store.id = ${storeId ?? null}::uuid)
      ORDER BY link.store_id, link.variant_id
      ON CONFLICT (store_id, variant_id) WHERE run_id IS NULL DO UPDATE SET arrived_at = excluded.arrived_at
      RETURNING store_id)
    SELECT DISTINCT store_id AS "storeId" FROM noted`;
  if (queue) for (const store of stores) await queue.send(tx, syncStoreStock, { storeId: store.storeId });
  return stores.length;
}
