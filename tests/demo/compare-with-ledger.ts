import type { Database } from "#app/platform/db.server.ts";
import type { Simulator } from "#tests/simulator/simulator.ts";

/**
 * Differences between what the product believes and what is in the shops: links to nothing, products that no link knows,
 * identities created twice, and rows called SUCCESS whose variant the shop does not have with the same price and sku.
 */
export async function compareWithLedger(db: Database, simulator: Simulator): Promise<string[]> {
  const differences: string[] = [];
  for (const store of await db.store.findMany()) {
    const shop = simulator.shop(store.shopDomain);
    const products = new Map(shop.products().map((product) => [product.gid, product]));
    const links = await db.productLink.findMany({ where: { storeId: store.id, goneAt: null } });
    const linked = new Set(links.map((link) => link.shopifyProductId));
    for (const gid of linked)
      if (!products.has(gid)) differences.push(`${store.shopDomain}: ${gid} is linked and not there`);
    for (const gid of products.keys())
      if (!linked.has(gid)) differences.push(`${store.shopDomain}: ${gid} is there and not linked`);
    for (const { identity } of shop.ledger.duplicatesByIdentity())
      differences.push(`${store.shopDomain}: ${identity} was created twice`);
    const rows = await db.shopifyUploadProduct.findMany({
      where: { storeId: store.id, status: "SUCCESS" },
      orderBy: { id: "asc" },
    });
    const newest = new Map(rows.map((row) => [row.variantId, row]));
    for (const row of newest.values()) {
      const variant = products
        .get(row.shopifyProductId ?? "")
        ?.variants.find(({ gid }) => gid === row.shopifyVariantId);
      const payload = row.payload as { price: string; sku: string | null };
      const isSame =
        variant?.inventoryItemGid === row.shopifyInventoryItemId &&
        Number(variant.price) === Number(payload.price) &&
        (variant.sku ?? "") === (payload.sku ?? "");
      if (!isSame)
        differences.push(`${store.shopDomain}: row ${row.id} says SUCCESS and ${row.shopifyVariantId} is otherwise`);
    }
  }
  return differences;
}
