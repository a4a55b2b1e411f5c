import type { AdminRequest } from "../../graphql/request.ts";
import { gid } from "../../state/gids.ts";
import type { MetafieldRecord, ProductRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { productPayload } from "../../webhooks/payloads.ts";
import { recordWrite } from "../products/commit.ts";
import type { MetafieldOwner } from "./owners.ts";

/** Puts a list of metafields in place of the owner's, with the ledger line and the webhook of its product. */
export function writeMetafields(
  shop: ShopState,
  owner: MetafieldOwner,
  metafields: readonly MetafieldRecord[],
  request: AdminRequest,
): void {
  if (owner.kind === "Location") {
    owner.metafields = metafields;
    return;
  }
  const product = shop.catalog.product(owner.kind === "Product" ? owner.id : owner.productId);
  if (!product) throw new Error(`The owner ${gid(owner.kind, owner.id)} has no product.`);
  const variants =
    owner.kind === "Product"
      ? product.variants
      : product.variants.map((variant) => (variant.id === owner.id ? { ...variant, metafields } : variant));
  const changed: ProductRecord = {
    ...product,
    variants,
    metafields: owner.kind === "Product" ? metafields : product.metafields,
    updatedAtMs: shop.nowMs(),
  };
  shop.catalog.put(changed);
  recordWrite(shop, changed, "metafields-set", 0, { ...request, operation: "metafieldsSet" });
  shop.environment.webhooks.emit(shop.domain, "products/update", () => productPayload(shop, changed));
}
