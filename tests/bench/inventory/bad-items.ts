import type { InventoryWorld } from "./inventory-world.ts";

/**
 * The merchant deletes a variant each of so many products, and no webhook tells the app of it. Answers their inventory
 * items, which the app still takes for good.
 */
export async function breakItems({ world, storeId, domain }: InventoryWorld, count: number): Promise<string[]> {
  const { rows } = await world.client.query<{ variant: string; item: string }>(
    `SELECT DISTINCT ON (product_id) shopify_variant_id AS variant, shopify_inventory_item_id AS item
     FROM variant_links WHERE store_id = $1 ORDER BY product_id, variant_id LIMIT $2`,
    [storeId, count],
  );
  if (rows.length < count) throw new Error(`There are ${rows.length} products, and ${count} items shall be bad.`);
  for (const { variant } of rows) await world.simulator.act({ action: "deleteVariant", shop: domain, variant });
  return rows.map(({ item }) => item);
}
