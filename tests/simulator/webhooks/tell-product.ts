import type { InventoryItemRecord, LevelRecord, ProductRecord, VariantRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop.ts";
import { inventoryLevelPayload, productPayload } from "./payloads.ts";
import { deletedItemPayload, inventoryItemPayload } from "./stock-payloads.ts";

/** Tells the app that a product is new or changed, and what that means for its inventory items. */
export function tellOfProduct(shop: ShopState, former: ProductRecord | null, product: ProductRecord): void {
  const topic = former === null ? "products/create" : "products/update";
  shop.environment.webhooks.emit(shop.domain, topic, () => productPayload(shop, product));
  if (former?.variants !== product.variants) tellOfItems(shop, former?.variants ?? [], product.variants);
}

export function tellOfDeletedProduct(shop: ShopState, product: ProductRecord): void {
  shop.environment.webhooks.emit(shop.domain, "products/delete", () => ({ id: product.id }));
  tellOfItems(shop, product.variants, []);
}

/**
 * Tells the app that the stock of an item changed at a location. Shopify: products/update comes with it, once for the
 * product however many of its levels an action changes [C].
 */
export function tellOfStock(shop: ShopState, item: InventoryItemRecord, level: LevelRecord): void {
  const { webhooks, fidelity } = shop.environment;
  const snapshot = { ...level };
  webhooks.emit(shop.domain, "inventory_levels/update", () => inventoryLevelPayload(item, snapshot));
  if (fidelity.stockChangesTellOfProduct) tellOfProductOf(shop, item);
}

/** Tells the app that the product of an item changed, once for each action. */
export function tellOfProductOf(shop: ShopState, item: InventoryItemRecord): void {
  const { catalog, domain } = shop;
  const product = catalog.product(catalog.variant(item.variantId)?.productId ?? null);
  if (!product) return;
  const key = `products/update ${product.id}`;
  shop.environment.webhooks.emitOnce(key, domain, "products/update", () => productPayload(shop, product));
}

/** Tells the app that an item is stocked at a location from now on. */
export function tellOfConnection(shop: ShopState, item: InventoryItemRecord, level: LevelRecord): void {
  const connected = { ...level };
  const payload = (): object => inventoryLevelPayload(item, connected);
  shop.environment.webhooks.emit(shop.domain, "inventory_levels/connect", payload);
}

function tellOfItems(shop: ShopState, former: readonly VariantRecord[], present: readonly VariantRecord[]): void {
  const { webhooks } = shop.environment;
  const [isNewHeard, isChangeHeard, isEndHeard, isStockHeard] = [
    webhooks.hears(shop.domain, "inventory_items/create"),
    webhooks.hears(shop.domain, "inventory_items/update"),
    webhooks.hears(shop.domain, "inventory_items/delete"),
    webhooks.hears(shop.domain, "inventory_levels/connect"),
  ];
  if (!isNewHeard && !isChangeHeard && !isEndHeard && !isStockHeard) return;
  const formerById = new Map(former.map((variant) => [variant.id, variant]));
  for (const variant of present) {
    const before = formerById.get(variant.id);
    formerById.delete(variant.id);
    const { item, sku } = variant;
    const topic = before ? "inventory_items/update" : "inventory_items/create";
    if (!before || isItemChanged(before, variant)) {
      webhooks.emit(shop.domain, topic, () => inventoryItemPayload(item, sku));
    }
    if (!before) for (const level of item.levels) tellOfConnection(shop, item, level);
  }
  for (const { item } of formerById.values()) {
    webhooks.emit(shop.domain, "inventory_items/delete", () => deletedItemPayload(item));
  }
}

function isItemChanged(before: VariantRecord, after: VariantRecord): boolean {
  if (before.sku !== after.sku) return true;
  const [former, item] = [before.item, after.item];
  if (former === item) return false;
  return (
    former.tracked !== item.tracked ||
    former.requiresShipping !== item.requiresShipping ||
    former.cost !== item.cost ||
    former.weightValue !== item.weightValue ||
    former.weightUnit !== item.weightUnit ||
    former.countryCodeOfOrigin !== item.countryCodeOfOrigin ||
    former.provinceCodeOfOrigin !== item.provinceCodeOfOrigin ||
    former.harmonizedSystemCode !== item.harmonizedSystemCode
  );
}
