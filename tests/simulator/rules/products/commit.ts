import type { LedgerEffect } from "../../ledger/ledger.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { gid } from "../../state/gids.ts";
import type { ProductRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { tellOfDeletedProduct, tellOfProduct } from "../../webhooks/tell-product.ts";

/** Who writes: an app's request, or the merchant. */
export type Writer = Pick<AdminRequest, "requestId" | "costPoints" | "bulkOperationGid"> & { operation: string };

/** The app's own key for a product: the value of its first metafield of type `id`. */
export function identityOf(product: Pick<ProductRecord, "metafields">): string | null {
  return product.metafields.find((field) => field.type === "id")?.value ?? null;
}

/** Puts a product into the shop, with the ledger line and the webhook that belong to it. */
export function commitProduct(
  shop: ShopState,
  product: ProductRecord,
  effect: Exclude<LedgerEffect, "product-deleted">,
  variantCount: number,
  writer: Writer,
): void {
  const former = shop.catalog.product(product.id);
  shop.catalog.put(product);
  recordWrite(shop, product, effect, variantCount, writer);
  tellOfProduct(shop, former, product);
}

export function commitDeletion(shop: ShopState, product: ProductRecord, writer: Writer): void {
  shop.catalog.remove(product);
  recordWrite(shop, product, "product-deleted", product.variants.length, writer);
  tellOfDeletedProduct(shop, product);
}

export function recordWrite(
  shop: ShopState,
  product: ProductRecord | null,
  effect: LedgerEffect,
  variantCount: number,
  writer: Writer,
): void {
  shop.ledger.record({
    operation: writer.operation,
    effect,
    identity: product ? identityOf(product) : null,
    productGid: product ? gid("Product", product.id) : null,
    variantCount,
    costPoints: writer.costPoints,
    atMs: shop.nowMs(),
    requestId: writer.requestId,
    ...(writer.bulkOperationGid === undefined ? {} : { bulkOperationGid: writer.bulkOperationGid }),
  });
}
