import type { Tx } from "#app/platform/db.server.ts";
import type { SimulatedProduct } from "#tests/simulator/simulator.ts";
import type { FurnishedStore } from "./furnishing.ts";
import type { World } from "./world.ts";

/** What was sold of a variant in a store since it was counted last. */
export interface Sales {
  /** The inventory items of which one was sold each, where the app knew before what the shop had. */
  items: string[];
  /** Something was sold that nobody can put before or behind the count. */
  isUnsure: boolean;
}

type ShopVariant = SimulatedProduct["variants"][number];

/** Notes that a customer is about to order one. Answers which of our variants it is; null for none of them. */
export async function noteOrder(
  { database, memory }: World,
  store: FurnishedStore,
  variant: ShopVariant,
): Promise<string | null> {
  const { rows } = await database.observer.query<{ variant_id: string; is_known: boolean }>(
    `SELECT tie.variant_id, EXISTS (SELECT 1 FROM inventory_levels known WHERE known.store_id = tie.store_id
       AND known.variant_id = tie.variant_id AND known.inventory_item_id = $3) AS is_known
     FROM variant_links tie WHERE tie.store_id = $1 AND tie.shopify_variant_id = $2`,
    [store.id, variant.gid, variant.inventoryItemGid],
  );
  const [tie] = rows;
  if (!tie) return null;
  const sales = memory.salesOf(store.id, tie.variant_id);
  if (tie.is_known) sales.items.push(variant.inventoryItemGid);
  else sales.isUnsure = true;
  return tie.variant_id;
}

interface KnownLevel {
  store_id: string;
  variant_id: string;
  inventory_item_id: string;
  known_quantity: number;
}

/**
 * Notes, within the transaction that counts anew, that sales begin anew. What was sold and the app does not know of yet, it
 * will take for sold after the count: then nobody can tell.
 */
export async function noteCount(
  { furnishing, simulator, memory }: World,
  tx: Tx,
  variantIds: readonly string[],
): Promise<void> {
  const levels = await tx.$queryRaw<KnownLevel[]>`
    SELECT store_id, variant_id, inventory_item_id, known_quantity FROM inventory_levels
    WHERE variant_id = ANY (${[...variantIds]}::uuid[])`;
  for (const { id, domain } of furnishing.stores) {
    const shown = new Map(
      simulator
        .shop(domain)
        .products()
        .flatMap(({ variants }) => variants.map((one) => [one.inventoryItemGid, one.stock[0]?.available ?? 0])),
    );
    for (const variantId of variantIds) {
      const known = levels.find((level) => level.store_id === id && level.variant_id === variantId);
      const now = known && shown.get(known.inventory_item_id);
      const isUnsure = known !== undefined && now !== undefined && now !== known.known_quantity;
      memory.countAnew(id, variantId, isUnsure);
    }
  }
}
