import type { Tx } from "#app/platform/db.server.ts";
import { DISCONNECTED } from "../levels/disconnected-level.ts";

/** What the shop has of a variant at a location, as it was read. */
export interface ReadLevel {
  variantId: string;
  locationId: string;
  inventoryItemId: string;
  /** Null for an item that the shop does not have any more, which changes nothing: only a write says what is wrong with it. */
  quantity: number | null;
  /** Whether the shop stocks it at the location; `no-more`: it is inactive there. */
  stocked: "yes" | "no" | "no-more";
  /** Of what was known when the read began; null when nothing was. */
  revision: number | null;
}

export interface Observed {
  variantId: string;
  locationId: string;
}

/**
 * Takes what was read for what the shop has, and notes what differs from what was known as a change that was not ours.
 * What was taken off its location is put in quarantine, and what is stocked there again is released; neither is a change
 * of the quantity. What was overtaken by other news while it was read is left as it is. Returns what was taken.
 */
export async function observeQuantities(
  tx: Tx,
  { organizationId, storeId, readAt }: { organizationId: string; storeId: string; readAt: Date },
  levels: readonly ReadLevel[],
): Promise<Observed[]> {
  if (levels.length === 0) return [];
  const rows = levels.map((level) => ({
    variant_id: level.variantId,
    location_id: level.locationId,
    item: level.inventoryItemId,
    quantity: level.quantity,
    stocked: level.stocked,
    revision: level.revision,
  }));
  return tx.$queryRaw<Observed[]>`
    WITH seen AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS seen(variant_id uuid, location_id text, item text, quantity int, stocked text, revision int)),
    before AS (
      SELECT known.variant_id, known.location_id, known.known_quantity, known.inventory_item_id, known.revision,
        known.is_disconnected, known.set_at IS NOT NULL OR known.known_quantity <> 0 AS was_stocked
      FROM inventory_levels known JOIN seen USING (variant_id, location_id)
      WHERE known.store_id = ${storeId}::uuid
      FOR UPDATE OF known),
    newer AS (
      SELECT seen.variant_id, seen.location_id, seen.item, coalesce(seen.quantity, before.known_quantity, 0) AS quantity,
        CASE WHEN before.inventory_item_id = seen.item AND NOT before.is_disconnected AND NOT now.is_off
          THEN seen.quantity - before.known_quantity END AS delta,
        now.is_off, now.is_off AND before.is_disconnected IS NOT TRUE AS goes_off,
        seen.stocked = 'yes' AND before.is_disconnected IS TRUE AS comes_back
      FROM seen LEFT JOIN before USING (variant_id, location_id)
      CROSS JOIN LATERAL (SELECT seen.quantity IS NOT NULL AND (seen.stocked = 'no-more'
        OR seen.stocked = 'no' AND before.inventory_item_id = seen.item AND (before.was_stocked OR before.is_disconnected) IS TRUE) AS is_off) AS now
      WHERE before.revision IS NULL OR before.inventory_item_id <> seen.item OR before.revision = seen.revision),
    taken AS (
      INSERT INTO inventory_levels AS known (store_id, variant_id, location_id, organization_id, inventory_item_id, known_quantity, known_at,
        is_disconnected)
      SELECT ${storeId}::uuid, variant_id, location_id, ${organizationId}::uuid, item, quantity, ${readAt}, is_off FROM newer
      ON CONFLICT (store_id, variant_id, location_id) DO UPDATE SET inventory_item_id = excluded.inventory_item_id,
        known_quantity = excluded.known_quantity, known_at = excluded.known_at, is_doubtful = false,
        is_disconnected = excluded.is_disconnected, revision = known.revision + 1),
    moved AS (
      INSERT INTO inventory_movements (store_id, variant_id, location_id, delta, occurred_at)
      SELECT ${storeId}::uuid, variant_id, location_id, delta, ${readAt} FROM newer WHERE delta <> 0),
    held AS (
      INSERT INTO quarantined_levels (organization_id, store_id, variant_id, location_id, inventory_item_id, reason_code, reason)
      SELECT ${organizationId}::uuid, ${storeId}::uuid, variant_id, location_id, item, ${DISCONNECTED.code}, ${DISCONNECTED.reason}
      FROM newer WHERE goes_off
      ON CONFLICT (store_id, variant_id, location_id) WHERE released_at IS NULL DO NOTHING),
    released AS (
      UPDATE quarantined_levels held SET released_at = ${readAt}, released_by = ${DISCONNECTED.releasedBy}
      FROM newer WHERE newer.comes_back AND held.store_id = ${storeId}::uuid AND held.variant_id = newer.variant_id
        AND held.location_id = newer.location_id AND held.released_at IS NULL AND held.reason_code = ${DISCONNECTED.code})
    SELECT variant_id AS "variantId", location_id AS "locationId" FROM newer`;
}
