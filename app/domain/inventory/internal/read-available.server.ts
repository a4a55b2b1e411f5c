import { inTransaction } from "#app/platform/db.server.ts";
import { READ_AVAILABLE_POINTS } from "#app/shopify/operation-cost.ts";
import { READ_AVAILABLE } from "#app/shopify/operations/inventory.ts";
import { observeQuantities, type Observed, type ReadLevel } from "./observe-quantities.server.ts";
import type { Runner } from "./runner.ts";

/** Entries that Shopify takes in one list. */
const MOST_IDS = 250;

const READS_AT_ONCE = 8;

/**
 * Reads what the shop has of these levels now, 250 of one location in one call, and takes it for known. An item that is
 * not stocked there has none. Returns the levels of which that is known now.
 * @throws {ShopifyError}
 */
export async function readAvailable(
  runner: Runner,
  levels: readonly Omit<ReadLevel, "quantity">[],
): Promise<Observed[]> {
  const known: Observed[] = [];
  let waiting: Promise<Observed[]>[] = [];
  for (const [locationId, ofLocation] of Map.groupBy(levels, (level) => level.locationId)) {
    for (let from = 0; from < ofLocation.length; from += MOST_IDS) {
      waiting.push(readOnce(runner, locationId, ofLocation.slice(from, from + MOST_IDS)));
      if (waiting.length < READS_AT_ONCE) continue;
      known.push(...(await Promise.all(waiting)).flat());
      waiting = [];
    }
  }
  known.push(...(await Promise.all(waiting)).flat());
  return known;
}

async function readOnce(
  runner: Runner,
  locationId: string,
  levels: readonly Omit<ReadLevel, "quantity">[],
): Promise<Observed[]> {
  const { runtime, calls, organizationId, storeId } = runner;
  let readAt = runtime.clock.now();
  const { data } = await calls.send(
    {
      operation: READ_AVAILABLE,
      variables: { ids: levels.map((level) => level.inventoryItemId), locationId },
      points: READ_AVAILABLE_POINTS,
    },
    {
      isWrite: false,
      lane: "stock",
      beforeCall: async () => {
        readAt = runtime.clock.now();
      },
    },
  );
  const quantities = new Map<string, number>();
  for (const node of data.nodes) {
    if (!node || !("inventoryLevel" in node)) continue;
    const available = node.inventoryLevel?.quantities.find(({ name }) => name === "available");
    quantities.set(node.id, available?.quantity ?? 0);
  }
  const read = levels.map((level) => ({ ...level, quantity: quantities.get(level.inventoryItemId) ?? null }));
  return inTransaction(runtime.db, (tx) => observeQuantities(tx, { organizationId, storeId, readAt }, read));
}
