import { inTransaction } from "#app/platform/db.server.ts";
import { READ_AVAILABLE_POINTS } from "#app/shopify/operation-cost.ts";
import { READ_AVAILABLE } from "#app/shopify/operations/inventory.ts";
import { observeQuantities, type Observed, type ReadLevel } from "./observe-quantities.server.ts";
import type { Runner } from "./runner.ts";

/** Entries that Shopify takes in one list. */
const MOST_IDS = 250;

const READS_AT_ONCE = 8;

type UnreadLevel = Omit<ReadLevel, "quantity" | "stocked">;

/**
 * Reads what the shop has of these levels now, 250 of one location in one call, and takes it for known. An item that is
 * not stocked there has none; one that is not any more is put in quarantine. Returns the levels of which that is known now.
 * @throws {ShopifyError}
 */
export async function readAvailable(runner: Runner, levels: readonly UnreadLevel[]): Promise<Observed[]> {
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

async function readOnce(runner: Runner, locationId: string, levels: readonly UnreadLevel[]): Promise<Observed[]> {
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
  const seen = new Map<string, Pick<ReadLevel, "quantity" | "stocked">>();
  for (const node of data.nodes) {
    if (!node || !("inventoryLevel" in node)) continue;
    const level = node.inventoryLevel;
    const available = level?.quantities.find(({ name }) => name === "available");
    const stocked = level ? (level.isActive ? "yes" : "no-more") : "no";
    seen.set(node.id, { quantity: available?.quantity ?? 0, stocked });
  }
  const gone = { quantity: null, stocked: "no" as const };
  const read = levels.map((level) => ({ ...level, ...(seen.get(level.inventoryItemId) ?? gone) }));
  return inTransaction(runtime.db, (tx) => observeQuantities(tx, { organizationId, storeId, readAt }, read));
}
