import { LOCATIONS_POINTS } from "#app/shopify/operation-cost.ts";
import { LOCATIONS } from "#app/shopify/operations/inventory.ts";
import { DISCONNECTED } from "../levels/disconnected-level.ts";
import type { LostLocation } from "../stock-brakes.ts";
import type { Runner } from "./runner.ts";

interface SeenLocation {
  location_id: string;
  name: string;
  is_active: boolean;
}

/**
 * Asks the shop for its locations and keeps what it says; one that it does not name any more is closed. Levels that went
 * off with a location that closed are not held: nobody said anything about them alone.
 * @throws {ShopifyError}
 */
export async function refreshLocations(runner: Runner): Promise<void> {
  const { runtime, organizationId, storeId } = runner;
  const seenAt = runtime.clock.now();
  const seen: SeenLocation[] = [];
  let after: string | null = null;
  let hasMore = true;
  while (hasMore) {
    const page: Page = await readPage(runner, after);
    seen.push(...page.seen);
    after = page.endCursor;
    hasMore = page.hasNextPage;
  }
  await runtime.db.$executeRaw`
    WITH seen AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) AS seen(location_id text, name text, is_active boolean)),
    closed AS (
      UPDATE store_locations SET is_active = false, seen_at = ${seenAt}
      WHERE store_id = ${storeId}::uuid AND location_id NOT IN (SELECT location_id FROM seen)),
    released AS (
      UPDATE quarantined_levels held SET released_at = ${seenAt}, released_by = ${DISCONNECTED.releasedBy}
      FROM seen
      WHERE held.store_id = ${storeId}::uuid AND held.location_id = seen.location_id AND NOT seen.is_active
        AND held.released_at IS NULL AND held.reason_code = ${DISCONNECTED.code})
    INSERT INTO store_locations AS known (store_id, location_id, organization_id, name, is_active, seen_at)
    SELECT ${storeId}::uuid, location_id, ${organizationId}::uuid, name, is_active, ${seenAt} FROM seen
    ON CONFLICT (store_id, location_id) DO UPDATE SET name = excluded.name, is_active = excluded.is_active, seen_at = excluded.seen_at`;
}

interface Page {
  seen: SeenLocation[];
  endCursor: string | null;
  hasNextPage: boolean;
}

async function readPage({ calls }: Runner, after: string | null): Promise<Page> {
  const { data } = await calls.send(
    { operation: LOCATIONS, variables: { after }, points: LOCATIONS_POINTS },
    { isWrite: false, lane: "stock", beforeCall: async () => undefined },
  );
  const { nodes, pageInfo } = data.locations;
  return {
    seen: nodes.map(({ id, name, isActive }) => ({ location_id: id, name, is_active: isActive })),
    endCursor: pageInfo.endCursor ?? null,
    hasNextPage: pageInfo.hasNextPage,
  };
}

/** Locations that routes name and the shop has closed, and those whose stock was set and that no route names any more. */
export async function findLostLocations({
  runtime,
  storeId,
}: Runner): Promise<{ closedLocations: LostLocation[]; forgottenLocations: LostLocation[] }> {
  const lost = await runtime.db.$queryRaw<(LostLocation & { isMapped: boolean })[]>`
    WITH mapped AS (
      SELECT DISTINCT place.location_id
      FROM routes route
      JOIN stores store ON store.id = route.store_id
      CROSS JOIN LATERAL (
        SELECT store.primary_location_id AS location_id WHERE route.location_map = '{}'::jsonb
        UNION ALL SELECT entry.value FROM jsonb_each_text(route.location_map) AS entry) AS place
      WHERE route.store_id = ${storeId}::uuid AND NOT route.is_excluded AND place.location_id IS NOT NULL),
    kept AS (
      SELECT place.location_id FROM store_locations place
      WHERE place.store_id = ${storeId}::uuid AND EXISTS (SELECT 1 FROM inventory_levels level
        WHERE level.store_id = ${storeId}::uuid AND level.location_id = place.location_id AND level.set_at IS NOT NULL))
    SELECT coalesce(mapped.location_id, kept.location_id) AS "locationId", place.name, mapped.location_id IS NOT NULL AS "isMapped"
    FROM mapped
    FULL JOIN kept ON kept.location_id = mapped.location_id
    LEFT JOIN store_locations place ON place.store_id = ${storeId}::uuid AND place.location_id = coalesce(mapped.location_id, kept.location_id)
    WHERE mapped.location_id IS NULL OR place.location_id IS NULL OR NOT place.is_active`;
  const named = (isMapped: boolean) =>
    lost.filter((one) => one.isMapped === isMapped).map(({ locationId, name }) => ({ locationId, name }));
  return { closedLocations: named(true), forgottenLocations: named(false) };
}
