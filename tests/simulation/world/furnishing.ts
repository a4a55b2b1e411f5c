import type { Runtime } from "#app/domain/context.ts";
import { connectSimulatedStore } from "#tests/rig/connect-simulated-store.ts";
import type { World } from "./world.ts";

export interface FurnishedStore {
  readonly id: string;
  readonly domain: string;
}

/** What there is before anything happens. */
export interface Furnishing {
  readonly organizationId: string;
  readonly stores: readonly FurnishedStore[];
  readonly productIds: string[];
  /** Null where nobody counts stock. */
  readonly warehouseId: string | null;
}

const SIZES = ["S", "M", "L"];
const PRODUCTS = { least: 2, most: 5 };
const UNITS = { least: 0, most: 40 };

type Furnished = Pick<World, "simulator" | "dice" | "shape">;

/** An organization whose root category goes to all shops, and a small catalog. */
export async function furnish(runtime: Runtime, { simulator, dice, shape }: Furnished): Promise<Furnishing> {
  const { db } = runtime;
  const organization = await db.organization.create({ data: { name: "Simulated", slug: "simulated" } });
  const organizationId = organization.id;
  const rootId = dice.uuid();
  await db.category.create({
    data: { id: rootId, organizationId, name: "All products", path: "", depth: 0, lineage: [rootId] },
  });
  const actor = { type: "SYSTEM", id: null, name: "Simulation" } as const;
  const stores: FurnishedStore[] = [];
  for (const shop of simulator.shops()) {
    const { domain } = shop;
    const id = await connectSimulatedStore({ ...runtime, organizationId, actor }, simulator, domain);
    const publicationIds = dice.chance(0.3) ? shop.publications().map(({ gid }) => gid) : [];
    const stockMode = shape.countsOrders ? "SHOPIFY_COUNTS_ORDERS" : "UPSTREAM_COUNTS_ORDERS";
    const fieldModes = dice.chance(0.3) ? { price: "until-edited" } : {};
    await db.route.create({
      data: { organizationId, categoryId: rootId, storeId: id, publicationIds, stockMode, fieldModes },
    });
    stores.push({ id, domain });
  }
  const productIds: string[] = [];
  const products = dice.between(PRODUCTS.least, PRODUCTS.most);
  for (let number = 1; number <= products; number += 1)
    productIds.push(await addProduct(runtime, { organizationId, rootId, number, dice }));
  const warehouseId = shape.hasStock ? await countFirst(runtime, organizationId, dice) : null;
  return { organizationId, stores, productIds, warehouseId };
}

/** A warehouse that has counted everything. */
async function countFirst({ db, clock }: Runtime, organizationId: string, dice: World["dice"]): Promise<string> {
  const { id } = await db.warehouse.create({ data: { id: dice.uuid(), organizationId, code: "main", name: "Main" } });
  const variants = await db.variant.findMany({ orderBy: [{ productId: "asc" }, { position: "asc" }] });
  await db.stockLevel.createMany({
    data: variants.map((variant) => ({
      organizationId,
      variantId: variant.id,
      warehouseId: id,
      onHand: dice.between(UNITS.least, UNITS.most),
      asOf: clock.now(),
    })),
  });
  return id;
}

interface ProductInput {
  organizationId: string;
  rootId: string;
  number: number;
  dice: World["dice"];
}

async function addProduct({ db }: Runtime, { organizationId, rootId, number, dice }: ProductInput): Promise<string> {
  const sizes = SIZES.slice(0, dice.between(1, SIZES.length));
  const handle = `product-${number}`;
  const { id } = await db.product.create({
    data: {
      id: dice.uuid(),
      organizationId,
      externalId: handle,
      categoryId: rootId,
      type: "NORMAL",
      handle,
      title: `Product ${number}`,
      options: [{ name: "Size", values: sizes }],
    },
    select: { id: true },
  });
  await db.variant.createMany({
    data: sizes.map((size, index) => ({
      id: dice.uuid(),
      organizationId,
      productId: id,
      externalId: `${handle}-${size}`,
      sku: `${handle}-${size}`,
      position: index + 1,
      optionValues: [size],
      price: "19.9",
      currencyCode: "USD",
    })),
  });
  return id;
}
