import { commitProduct } from "../rules/products/commit.ts";
import { handleFrom } from "../rules/products/handles.ts";
import { gid, idOfKind } from "../state/gids.ts";
import type { CollectionRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop.ts";

const writer = { operation: "merchant", requestId: "merchant", costPoints: 0 };

/** The merchant's collections, which products are put into by hand. */
export class CollectionsHand {
  readonly #shop: ShopState;

  constructor(shop: ShopState) {
    this.#shop = shop;
  }

  /** Makes an empty collection; answers its gid. */
  create(title: string): string {
    const id = this.#shop.environment.ids.collection.next();
    this.#shop.collections.set(id, {
      kind: "Collection",
      id,
      title,
      handle: handleFrom(title),
      updatedAtMs: this.#shop.nowMs(),
    });
    return gid("Collection", id);
  }

  /** Deletes a collection; its products stay. */
  delete(collectionGid: string): void {
    const { id } = this.#collection(collectionGid);
    for (const product of this.#shop.catalog.products()) {
      if (product.collectionIds.includes(id))
        this.#put(gid("Product", product.id), (ids) => ids.filter((one) => one !== id));
    }
    this.#shop.collections.delete(id);
  }

  addProduct(collectionGid: string, productGid: string): void {
    const { id } = this.#collection(collectionGid);
    this.#put(productGid, (ids) => [...new Set([...ids, id])]);
  }

  removeProduct(collectionGid: string, productGid: string): void {
    const { id } = this.#collection(collectionGid);
    this.#put(productGid, (ids) => ids.filter((one) => one !== id));
  }

  #collection(collectionGid: string): CollectionRecord {
    const collection = this.#shop.collections.get(idOfKind("Collection", collectionGid) ?? 0);
    if (!collection) throw new Error(`There is no collection ${collectionGid} in ${this.#shop.domain}.`);
    return collection;
  }

  #put(productGid: string, change: (collectionIds: readonly number[]) => number[]): void {
    this.#shop.environment.webhooks.startAction();
    const product = this.#shop.catalog.product(idOfKind("Product", productGid));
    if (!product) throw new Error(`There is no product ${productGid} in ${this.#shop.domain}.`);
    const changed = { ...product, collectionIds: change(product.collectionIds), updatedAtMs: this.#shop.nowMs() };
    commitProduct(this.#shop, changed, "product-updated", 0, writer);
  }
}
