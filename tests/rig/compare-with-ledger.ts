import type { Database } from "#app/platform/db.server.ts";
import type { SimulatedProduct } from "#tests/simulator/simulator.ts";

/** What is in a shop of the simulator, of this process or of another one. */
export interface ShopContent {
  products(): readonly SimulatedProduct[];
  readonly ledger: { duplicatesByIdentity(): readonly { identity: string }[] };
}

interface ComparedStore {
  readonly id: string;
  readonly shopDomain: string;
}

/**
 * Differences between what the product believes and what is in the shops, of one store or of all: links to nothing,
 * products and variants that no link knows, identities created twice, and rows called SUCCESS whose variant the shop does
 * not have with the same price and sku.
 */
export async function compareWithLedger(
  db: Database,
  simulator: { shop(domain: string): ShopContent },
  storeId?: string,
): Promise<string[]> {
  const differences: string[] = [];
  for (const store of await db.store.findMany({ where: storeId === undefined ? {} : { id: storeId } })) {
    const shop = simulator.shop(store.shopDomain);
    const products = shop.products();
    const found = [
      ...(await compareLinks(db, store, products)),
      ...shop.ledger.duplicatesByIdentity().map(({ identity }) => `${identity} was created twice`),
      ...(await compareRows(db, store, products)),
    ];
    differences.push(...found.map((difference) => `${store.shopDomain}: ${difference}`));
  }
  return differences;
}

async function compareLinks(
  db: Database,
  store: ComparedStore,
  products: readonly SimulatedProduct[],
): Promise<string[]> {
  const where = { storeId: store.id, goneAt: null };
  const productLinks = await db.productLink.findMany({ where });
  const variantLinks = await db.variantLink.findMany({ where });
  const itemOfVariant = new Map(
    products.flatMap(({ variants }) => variants.map((variant) => [variant.gid, variant.inventoryItemGid])),
  );
  return [
    ...compareIds(
      productLinks.map((link) => link.shopifyProductId),
      products.map((product) => product.gid),
    ),
    ...compareIds(
      variantLinks.map((link) => link.shopifyVariantId),
      [...itemOfVariant.keys()],
    ),
    ...variantLinks
      .filter(
        (link) =>
          itemOfVariant.has(link.shopifyVariantId) &&
          itemOfVariant.get(link.shopifyVariantId) !== link.shopifyInventoryItemId,
      )
      .map((link) => `${link.shopifyVariantId} is not linked with its own inventory item`),
  ];
}

function compareIds(linked: readonly string[], present: readonly string[]): string[] {
  const [isLinked, isPresent] = [new Set(linked), new Set(present)];
  return [
    ...linked.filter((gid) => !isPresent.has(gid)).map((gid) => `${gid} is linked and not there`),
    ...present.filter((gid) => !isLinked.has(gid)).map((gid) => `${gid} is there and not linked`),
  ];
}

async function compareRows(
  db: Database,
  store: ComparedStore,
  products: readonly SimulatedProduct[],
): Promise<string[]> {
  const productOf = new Map(products.map((product) => [product.gid, product]));
  const rows = await db.shopifyUploadProduct.findMany({
    where: { storeId: store.id, status: "SUCCESS" },
    orderBy: { id: "asc" },
  });
  const newest = new Map(rows.map((row) => [row.variantId, row]));
  return [...newest.values()]
    .filter((row) => {
      const variant = productOf
        .get(row.shopifyProductId ?? "")
        ?.variants.find(({ gid }) => gid === row.shopifyVariantId);
      const payload = row.payload as { price: string; sku: string | null };
      return !(
        variant?.inventoryItemGid === row.shopifyInventoryItemId &&
        Number(variant.price) === Number(payload.price) &&
        (variant.sku ?? "") === (payload.sku ?? "")
      );
    })
    .map((row) => `row ${row.id} says SUCCESS and ${row.shopifyVariantId} is otherwise`);
}
