import type { InventoryItemRecord, ProductRecord, VariantRecord } from "./records.ts";
import { UniqueValues } from "./unique-values.ts";

/**
 * The products of one shop with every index over them.
 *
 * A write hands in whole records; the indexes follow in the same step, so that no reader ever sees half a write.
 */
export class Catalog {
  #products = new Map<number, ProductRecord>();
  #productIdOfHandle = new Map<string, number>();
  #lastSuffixOfHandle = new Map<string, number>();
  #variants = new Map<number, VariantRecord>();
  #items = new Map<number, InventoryItemRecord>();
  readonly uniqueValues = new UniqueValues();

  get productCount(): number {
    return this.#products.size;
  }

  get variantCount(): number {
    return this.#variants.size;
  }

  product(id: number | null): ProductRecord | null {
    return id === null ? null : (this.#products.get(id) ?? null);
  }

  productOfHandle(handle: string): ProductRecord | null {
    return this.product(this.#productIdOfHandle.get(handle) ?? null);
  }

  variant(id: number | null): VariantRecord | null {
    return id === null ? null : (this.#variants.get(id) ?? null);
  }

  item(id: number | null): InventoryItemRecord | null {
    return id === null ? null : (this.#items.get(id) ?? null);
  }

  /** In the order of their creation. */
  products(): IterableIterator<ProductRecord> {
    return this.#products.values();
  }

  variants(): IterableIterator<VariantRecord> {
    return this.#variants.values();
  }

  items(): IterableIterator<InventoryItemRecord> {
    return this.#items.values();
  }

  /** The handle `base`, or with the next free number behind it when it is taken. */
  freeHandle(base: string): string {
    if (!this.#productIdOfHandle.has(base)) return base;
    let suffix = this.#lastSuffixOfHandle.get(base) ?? 0;
    do suffix += 1;
    while (this.#productIdOfHandle.has(`${base}-${suffix}`));
    this.#lastSuffixOfHandle.set(base, suffix);
    return `${base}-${suffix}`;
  }

  /** Puts a product in place of its former record, if there was one; variants it no longer has are gone. */
  put(product: ProductRecord): void {
    const former = this.#products.get(product.id);
    if (former) {
      if (former.handle !== product.handle) this.#productIdOfHandle.delete(former.handle);
      if (former.variants !== product.variants) this.#forgetVariants(former, product);
      if (former.metafields !== product.metafields) this.uniqueValues.release("PRODUCT", former.id, former.metafields);
    }
    this.#products.set(product.id, product);
    this.#productIdOfHandle.set(product.handle, product.id);
    if (former?.metafields !== product.metafields) this.uniqueValues.claim("PRODUCT", product.id, product.metafields);
    if (former?.variants === product.variants) return;
    for (const variant of product.variants) {
      const formerVariant = this.#variants.get(variant.id);
      if (formerVariant === variant) continue;
      if (formerVariant?.metafields !== variant.metafields) {
        if (formerVariant) this.uniqueValues.release("PRODUCTVARIANT", variant.id, formerVariant.metafields);
        this.uniqueValues.claim("PRODUCTVARIANT", variant.id, variant.metafields);
      }
      this.#variants.set(variant.id, variant);
      this.#items.set(variant.item.id, variant.item);
    }
  }

  remove(product: ProductRecord): void {
    this.#forgetVariants(product, null);
    this.uniqueValues.release("PRODUCT", product.id, product.metafields);
    this.#productIdOfHandle.delete(product.handle);
    this.#products.delete(product.id);
  }

  #forgetVariants(former: ProductRecord, kept: ProductRecord | null): void {
    const keptIds = new Set(kept?.variants.map((variant) => variant.id));
    for (const variant of former.variants) {
      if (keptIds.has(variant.id)) continue;
      this.uniqueValues.release("PRODUCTVARIANT", variant.id, variant.metafields);
      this.#variants.delete(variant.id);
      this.#items.delete(variant.item.id);
    }
  }
}
