import type { SimulatedProduct } from "#tests/simulator/simulator.ts";
import type { World } from "../world/world.ts";

const IDENTITY_KEY = "product_id";

/** Our id on a product, by which it is recognized. */
export const identityOf = ({ metafields }: SimulatedProduct): string | null =>
  metafields.find(({ key }) => key === IDENTITY_KEY)?.value ?? null;

interface SuccessRow {
  id: string;
  store_id: string;
  shopify_product_id: string;
  shopify_variant_id: string;
  shopify_inventory_item_id: string;
}

/** What the shops must be like after each step: one product of ours for each of the catalog's, and no id that is not there. */
export async function checkShops(world: World): Promise<void> {
  for (const { domain } of world.furnishing.stores) checkProducts(world, domain);
  const { rows } = await world.database.observer.query<SuccessRow>(
    "SELECT id, store_id, shopify_product_id, shopify_variant_id, shopify_inventory_item_id FROM shopify_upload_products WHERE status = 'SUCCESS'",
  );
  for (const { id: storeId, domain } of world.furnishing.stores) {
    const held = new Set(
      world.simulator
        .shop(domain)
        .products()
        .flatMap(({ gid, variants }) => [gid, ...variants.flatMap((one) => [one.gid, one.inventoryItemGid])]),
    );
    const isKnown = (gid: string) => held.has(gid) || world.memory.deletedGids.has(gid);
    for (const row of rows.filter((one) => one.store_id === storeId)) {
      const ids = [row.shopify_product_id, row.shopify_variant_id, row.shopify_inventory_item_id];
      for (const gid of ids)
        if (!isKnown(gid)) world.report(`row ${row.id} is SUCCESS with ${gid}, which ${domain} never had`);
    }
  }
  await checkTries(world);
}

function checkProducts(world: World, domain: string): void {
  const ours = world.simulator
    .shop(domain)
    .products()
    .filter(({ gid }) => !world.memory.merchantGids.has(gid));
  const seen = new Set<string>();
  for (const product of ours) {
    const identity = identityOf(product);
    if (identity === null) world.report(`${product.gid} in ${domain} is ours and carries no identity`);
    else if (seen.has(identity)) world.report(`product ${identity} is twice in ${domain}`);
    else seen.add(identity);
    checkVariants(world, product, domain);
  }
  const present = new Map(ours.flatMap(({ gid, title }) => [[gid, title]]));
  for (const [gid, title] of world.memory.keptTitles) {
    const now = present.get(gid);
    if (now !== undefined && now !== title)
      world.report(`the merchant's title of ${gid} in ${domain} was overwritten: ${now}`);
  }
}

function checkVariants(world: World, product: SimulatedProduct, domain: string): void {
  const theirs = world.memory.merchantVariantsOf(product.gid);
  const skus = product.variants.flatMap(({ gid, sku }) =>
    sku === null || sku === "" || theirs.includes(gid) ? [] : [sku],
  );
  if (new Set(skus).size < skus.length)
    world.report(`a variant of ${product.gid} is twice in ${domain}: ${skus.join(", ")}`);
  const gids = new Set(product.variants.map(({ gid }) => gid));
  for (const gid of theirs)
    if (!gids.has(gid)) world.report(`the merchant's variant ${gid} of ${product.gid} in ${domain} is gone`);
}

/** A try is a call that failed, so no group can have more of them than calls failed; throttling is no failure. */
async function checkTries(world: World): Promise<void> {
  const { rows } = await world.database.observer.query<{ id: string; store_id: string; tries: number }>(
    "SELECT id, store_id, failed_attempts AS tries FROM upload_groups WHERE failed_attempts > 0",
  );
  for (const { id, store_id, tries } of rows) {
    const domain = world.furnishing.stores.find((store) => store.id === store_id)?.domain ?? "";
    const failures = world.wire.failuresAt(domain);
    if (tries > failures)
      world.report(`group ${id} has spent ${tries} tries, but ${failures} calls to ${domain} failed`);
  }
}
