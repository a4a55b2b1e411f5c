import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { noteStockDue } from "../note-stock-due.server.ts";
import { DISCONNECTED } from "./disconnected-level.ts";

export interface LevelConnection {
  storeId: string;
  /** `gid://shopify/InventoryItem/…` */
  inventoryItemId: string;
  /** `gid://shopify/Location/…` */
  locationId: string;
  /** When the shop did it. */
  at: Date;
}

/**
 * Takes note that the shop does not stock an item at a location any more. What somebody took off is not stocked there again
 * by itself: the level goes into quarantine until a person releases it or the shop connects it again. A location that has
 * closed as a whole says nothing about its levels. Older news, and what was never compared, change nothing: the next read
 * of the level finds out how it is.
 */
export async function recordDisconnection(
  runtime: Pick<Runtime, "db">,
  { storeId, inventoryItemId, locationId, at }: LevelConnection,
): Promise<"held" | "closed" | "older" | "unknown"> {
  return inTransaction(runtime.db, async (tx) => {
    const known = await tx.inventoryLevel.count({ where: { storeId, inventoryItemId, locationId } });
    if (known === 0) return "unknown";
    const location = await tx.storeLocation.findUnique({ where: { storeId_locationId: { storeId, locationId } } });
    const isClosed = location?.isActive === false;
    const moved = await tx.$queryRaw<{ variantId: string }[]>`
      WITH gone AS (
        UPDATE inventory_levels SET is_disconnected = true, shop_updated_at = ${at}, revision = revision + 1
        WHERE store_id = ${storeId}::uuid AND inventory_item_id = ${inventoryItemId} AND location_id = ${locationId}
          AND coalesce(shop_updated_at, '-infinity') <= ${at} AND coalesce(set_at, '-infinity') <= ${at}
        RETURNING *),
      held AS (
        INSERT INTO quarantined_levels (organization_id, store_id, variant_id, location_id, inventory_item_id, reason_code, reason)
        SELECT organization_id, store_id, variant_id, location_id, inventory_item_id, ${DISCONNECTED.code}, ${DISCONNECTED.reason}
        FROM gone WHERE NOT ${isClosed}::boolean
        ON CONFLICT (store_id, variant_id, location_id) WHERE released_at IS NULL DO NOTHING)
      SELECT variant_id AS "variantId" FROM gone`;
    if (moved.length === 0) return "older";
    return isClosed ? "closed" : "held";
  });
}

/**
 * Takes note that the shop stocks an item at a location again, whoever did it: what was held because it was taken off is
 * released, and compared soon. Returns whether anything was released.
 */
export async function recordReconnection(
  runtime: Pick<Runtime, "db" | "queue">,
  { storeId, inventoryItemId, locationId, at }: LevelConnection,
): Promise<boolean> {
  return inTransaction(runtime.db, async (tx) => {
    const back = await tx.$queryRaw<{ variantId: string; organizationId: string }[]>`
      WITH back AS (
        UPDATE inventory_levels SET is_disconnected = false, is_doubtful = true, shop_updated_at = ${at}, revision = revision + 1
        WHERE store_id = ${storeId}::uuid AND inventory_item_id = ${inventoryItemId} AND location_id = ${locationId}
          AND is_disconnected AND coalesce(shop_updated_at, '-infinity') <= ${at}
        RETURNING variant_id, location_id, organization_id),
      released AS (
        UPDATE quarantined_levels held SET released_at = ${at}, released_by = ${DISCONNECTED.releasedBy}
        FROM back
        WHERE held.store_id = ${storeId}::uuid AND held.variant_id = back.variant_id AND held.location_id = back.location_id
          AND held.released_at IS NULL AND held.reason_code = ${DISCONNECTED.code})
      SELECT variant_id AS "variantId", organization_id AS "organizationId" FROM back`;
    for (const { variantId, organizationId } of back)
      await noteStockDue(tx, runtime, { organizationId, variantIds: [variantId], storeId });
    return back.length > 0;
  });
}
