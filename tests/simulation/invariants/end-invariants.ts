import type { SimulatedProduct } from "#tests/simulator/simulator.ts";
import type { World } from "../world/world.ts";
import { identityOf } from "./shop-invariants.ts";

interface LinkedVariant {
  store_id: string;
  product_id: string;
  title: string;
  variant_id: string;
  price: string;
  sku: string;
  shopify_product_id: string | null;
  shopify_variant_id: string | null;
  shopify_inventory_item_id: string | null;
}

/** What must be true when all is quiet, nothing fails any more, and everything was approved once again. */
export async function checkEnd(world: World): Promise<void> {
  const { observer } = world.database;
  const open = await observer.query<{ what: string }>(`
    SELECT format('group %s is still %s', id, status) AS what FROM upload_groups WHERE status IN ('PENDING', 'PROCESSING')
    UNION ALL SELECT format('batch %s is still %s', id, status) FROM shopify_upload_batches WHERE status IN ('PENDING', 'PROCESSING')
    UNION ALL SELECT format('attempt %s of group %s (%s) has no outcome', id, group_id, step) FROM upload_attempts WHERE outcome = 'INTENT'
    UNION ALL SELECT format('row %s of the last batch is FAILED: %s %s', id, error_code, error_message) FROM shopify_upload_products
      WHERE status = 'FAILED' AND batch_id = (SELECT id FROM shopify_upload_batches ORDER BY created_at DESC, id DESC LIMIT 1)`);
  for (const { what } of open.rows) world.report(`at the end ${what}`);
  const { rows } = await observer.query<LinkedVariant>(`
    SELECT store.id AS store_id, p.id AS product_id, p.title, v.id AS variant_id, v.price::text AS price, v.sku,
      link.shopify_product_id, tie.shopify_variant_id, tie.shopify_inventory_item_id
    FROM stores store CROSS JOIN products p JOIN variants v ON v.product_id = p.id
    LEFT JOIN product_links link ON link.store_id = store.id AND link.product_id = p.id AND link.gone_at IS NULL
    LEFT JOIN variant_links tie ON tie.store_id = store.id AND tie.variant_id = v.id AND tie.gone_at IS NULL
    ORDER BY store.id, p.id, v.position`);
  for (const { id, domain } of world.furnishing.stores) {
    const products = new Map(
      world.simulator
        .shop(domain)
        .products()
        .map((product) => [identityOf(product), product]),
    );
    for (const row of rows.filter(({ store_id }) => store_id === id))
      for (const wrong of differences(world, row, products.get(row.product_id)))
        world.report(`at the end variant ${row.sku} in ${domain} ${wrong}`);
  }
}

function differences(world: World, row: LinkedVariant, product: SimulatedProduct | undefined): string[] {
  if (!product) return ["is not in the shop"];
  const { editedTitles, editedPrices } = world.memory;
  const variant = product.variants.find(({ gid }) => gid === row.shopify_variant_id);
  const wrong = [
    product.status === "ACTIVE" ? null : `is ${product.status}`,
    row.shopify_product_id === product.gid ? null : `is linked to ${row.shopify_product_id}, not ${product.gid}`,
    variant ? null : `is linked to ${row.shopify_variant_id}, which ${product.gid} does not have`,
    !variant || variant.inventoryItemGid === row.shopify_inventory_item_id ? null : "has another inventory item",
    !variant || variant.sku === row.sku ? null : `has the sku ${variant.sku}`,
    !variant || editedPrices.has(variant.gid) || Number(variant.price) === Number(row.price)
      ? null
      : `costs ${variant.price} and not ${row.price}`,
    editedTitles.has(product.gid) || product.title === row.title
      ? null
      : `is called "${product.title}", not "${row.title}"`,
  ];
  return wrong.filter((one) => one !== null);
}
