import type pg from "pg";
import type { SimulatedProduct } from "#tests/simulator/simulator.ts";
import type { UploadOrganization, UploadStore, UploadWorld } from "../upload/upload-world.ts";

export interface ExpectedBatch {
  readonly batchId: string;
  readonly rows: number;
  readonly products: number;
}

/**
 * What was lost, doubled or otherwise wrong after everything was uploaded. What the shops have is copied into a table
 * beside the product's own, page by page, and compared there: a million variants do not fit into this process twice.
 */
export async function checkLargeShops(
  { simulator, client }: UploadWorld,
  { stores }: UploadOrganization,
  { batchId, rows, products }: ExpectedBatch,
): Promise<string[]> {
  const wrong: string[] = [];
  await client.query(`CREATE TEMP TABLE shop_variants (store_id uuid NOT NULL, product_gid text NOT NULL,
    variant_gid text NOT NULL, item_gid text NOT NULL, price numeric NOT NULL, sku text NOT NULL)`);
  let inShops = 0;
  for (const store of stores) {
    const { duplicateIdentities } = await simulator.ledger(store.domain);
    if (duplicateIdentities > 0) wrong.push(`${store.domain}: ${duplicateIdentities} products were created twice.`);
    for await (const page of simulator.productPages(store.domain)) {
      inShops += page.length;
      await copyVariants(client, store, page);
    }
  }
  if (inShops !== products) wrong.push(`The shops have ${inShops} products; ${products} were approved.`);
  await client.query("ANALYZE shop_variants");
  for (const [what, expected, query] of comparisons(rows, products)) {
    const found = await client.query<{ count: number }>(query, query.includes("$1") ? [batchId] : []);
    const count = found.rows[0]?.count;
    if (count !== expected) wrong.push(`${what}: ${count} instead of ${expected}.`);
  }
  await client.query("DROP TABLE shop_variants");
  return wrong;
}

async function copyVariants(
  client: pg.Client,
  { storeId }: UploadStore,
  products: readonly SimulatedProduct[],
): Promise<void> {
  const variants = products.flatMap((product) => product.variants.map((variant) => ({ ...variant, of: product.gid })));
  await client.query(
    `INSERT INTO shop_variants SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::numeric[], $6::text[])`,
    [
      storeId,
      variants.map(({ of }) => of),
      variants.map(({ gid }) => gid),
      variants.map(({ inventoryItemGid }) => inventoryItemGid),
      variants.map(({ price }) => price),
      variants.map(({ sku }) => sku ?? ""),
    ],
  );
}

type Comparison = readonly [what: string, expected: number, query: string];

function comparisons(rows: number, products: number): Comparison[] {
  return [
    ["Variants in the shops", rows, "SELECT count(DISTINCT variant_gid)::int AS count FROM shop_variants"],
    [
      "Variants of the batch that are SUCCESS and in their shop with the same ids, price and sku",
      rows,
      `SELECT count(DISTINCT (mine.store_id, mine.variant_id))::int AS count
       FROM shopify_upload_products mine JOIN shop_variants shop ON shop.variant_gid = mine.shopify_variant_id
         AND shop.store_id = mine.store_id AND shop.product_gid = mine.shopify_product_id
         AND shop.item_gid = mine.shopify_inventory_item_id AND shop.price = (mine.payload ->> 'price')::numeric
         AND shop.sku = coalesce(mine.payload ->> 'sku', '')
       WHERE mine.batch_id = $1 AND mine.status = 'SUCCESS'`,
    ],
    [
      "Variants in the shops with a link of their own",
      rows,
      `SELECT count(DISTINCT shop.variant_gid)::int AS count FROM shop_variants shop JOIN variant_links link
         ON link.store_id = shop.store_id AND link.shopify_variant_id = shop.variant_gid
         AND link.shopify_inventory_item_id = shop.item_gid AND link.gone_at IS NULL`,
    ],
    ["Links of variants", rows, "SELECT count(*)::int AS count FROM variant_links"],
    ["Links of products", products, "SELECT count(*)::int AS count FROM product_links"],
    ["Rows of the batch", rows, "SELECT count(*)::int AS count FROM shopify_upload_products WHERE batch_id = $1"],
    [
      "Rows that the batch counts as succeeded",
      rows,
      "SELECT rows_succeeded AS count FROM shopify_upload_batches WHERE id = $1",
    ],
    [
      "Products that the batch counts as succeeded",
      products,
      "SELECT products_succeeded AS count FROM shopify_upload_batches WHERE id = $1",
    ],
  ];
}
