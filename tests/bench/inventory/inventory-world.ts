import { fillCatalog } from "../approve/fill-catalog.ts";
import type { BenchRun } from "../bench.ts";
import { fillShops } from "../upload/filled-shops.ts";
import { openUploadWorld, type UploadOrganization, type UploadWorld } from "../upload/upload-world.ts";

/** So many levels need as few products as a shop may make of them. */
const VARIANTS_PER_PRODUCT = 100;

/** One shop that has the whole catalog, with nothing in stock there, as the app knows. */
export interface InventoryWorld {
  readonly world: UploadWorld;
  readonly organization: UploadOrganization;
  readonly storeId: string;
  readonly domain: string;
  readonly locationId: string;
}

/** Uploads the catalog by the product itself, without limits, and presets what the shop is known to have. */
export async function openInventoryWorld(run: BenchRun, levels: number): Promise<InventoryWorld> {
  const domain = "inventory.myshopify.com";
  run.say("Starting PostgreSQL and the simulated Shopify …");
  const world = await openUploadWorld(run.parts, {
    purpose: "bench-inventory",
    shops: [{ domain, plan: "standard" }],
    fidelity: { dailyVariantLimit: null },
    simulatorHeapMb: 4_096,
  });
  const organization = await world.addOrganization("bench-inventory", [domain]);
  const [store] = organization.stores;
  if (!store) throw new Error("There is no store.");
  run.say(`Filling a shop with ${levels.toLocaleString("en-US")} variants, without limits …`);
  await fillCatalog(world.client, {
    organizationId: organization.ctx.organizationId,
    categoryIds: [store.categoryId],
    variants: levels,
    variantsPerProduct: VARIANTS_PER_PRODUCT,
    hasImages: false,
  });
  await fillShops(world, organization, { plan: "standard", say: (line) => run.say(line) });
  const { primaryLocationId } = await organization.ctx.db.store.findUniqueOrThrow({ where: { id: store.storeId } });
  if (primaryLocationId === null) throw new Error("The shop has no location.");
  await world.client.query(
    `INSERT INTO inventory_levels (store_id, variant_id, location_id, organization_id, inventory_item_id, known_quantity, known_at)
     SELECT store_id, variant_id, $2, organization_id, shopify_inventory_item_id, 0, now() FROM variant_links WHERE store_id = $1`,
    [store.storeId, primaryLocationId],
  );
  await world.client.query("ANALYZE inventory_levels, variant_links, variants, products");
  return { world, organization, storeId: store.storeId, domain, locationId: primaryLocationId };
}

/** Counts stock anew in the organization's warehouse: of each variant another quantity than before, and never none. */
export async function countStock({ world, organization }: InventoryWorld, round: number): Promise<void> {
  await world.client.query(
    `INSERT INTO stock_levels (variant_id, warehouse_id, organization_id, on_hand, as_of)
     SELECT variant.id, warehouse.id, variant.organization_id, 100 * $2::int + 10 + abs(hashtext(variant.id::text)) % 50, now()
     FROM variants variant JOIN warehouses warehouse ON warehouse.organization_id = variant.organization_id
     WHERE variant.organization_id = $1
     ON CONFLICT (variant_id, warehouse_id) DO UPDATE SET on_hand = excluded.on_hand, as_of = excluded.as_of`,
    [organization.ctx.organizationId, round],
  );
  await world.client.query("ANALYZE stock_levels");
}

/** What the catalog says that the shop shall have, by inventory item. */
export async function readCounts({ world, storeId }: InventoryWorld): Promise<Map<string, number>> {
  const { rows } = await world.client.query<{ item: string; units: number }>(
    `SELECT link.shopify_inventory_item_id AS item, greatest(0, level.on_hand - level.reserved - level.hold) AS units
     FROM variant_links link JOIN stock_levels level ON level.variant_id = link.variant_id WHERE link.store_id = $1`,
    [storeId],
  );
  return new Map(rows.map(({ item, units }) => [item, units]));
}

/** What the shop really has, by inventory item. */
export async function readShop({ world, domain, locationId }: InventoryWorld): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const products of world.simulator.productPages(domain))
    for (const { variants } of products)
      for (const { inventoryItemGid, stock } of variants)
        found.set(inventoryItemGid, stock.find(({ locationGid }) => locationGid === locationId)?.available ?? 0);
  return found;
}

/** Items of which the shop has something else than it shall have. */
export function differences(wanted: ReadonlyMap<string, number>, found: ReadonlyMap<string, number>): number {
  return [...wanted].filter(([item, units]) => found.get(item) !== units).length;
}
