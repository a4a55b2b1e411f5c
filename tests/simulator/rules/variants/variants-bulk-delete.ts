import type { AdminRequest } from "../../graphql/request.ts";
import { idOfKind } from "../../state/gids.ts";
import type { Mutable, ProductRecord } from "../../state/records.ts";
import { commitProduct } from "../products/commit.ts";
import type { ProductPayload } from "../products/product-update.ts";
import { Refusals } from "../refusals.ts";

/** Deletes variants; one that is not the product's refuses all. Recorded: product-variants-bulk-validation-atomicity. */
export function productVariantsBulkDelete(
  args: { productId: string; variantsIds: string[] },
  request: AdminRequest,
): ProductPayload {
  const { shop } = request;
  const refusals = new Refusals([], true);
  const existing = shop.catalog.product(idOfKind("Product", args.productId));
  if (!existing) {
    refusals.add(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST");
    return { product: null, userErrors: refusals.errors };
  }
  const deleted = new Set<number>();
  args.variantsIds.forEach((variantGid, index) => {
    const id = idOfKind("ProductVariant", variantGid);
    if (id !== null && shop.catalog.variant(id)?.productId === existing.id) deleted.add(id);
    else {
      const message = "At least one variant does not belong to the product";
      refusals.add(["variantsIds", index], message, "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT");
    }
  });
  if (refusals.isEmpty && deleted.size === existing.variants.length && deleted.size > 0) {
    refusals.add(["variantsIds"], "Cannot delete default variant", "CANNOT_DELETE_LAST_VARIANT");
  }
  if (!refusals.isEmpty) return { product: null, userErrors: refusals.errors };
  if (deleted.size === 0) return { product: existing, userErrors: [] };
  const draft: Mutable<ProductRecord> = { ...existing, updatedAtMs: shop.nowMs() };
  draft.variants = existing.variants.filter((variant) => !deleted.has(variant.id));
  commitProduct(shop, draft, "variants-deleted", deleted.size, { ...request, operation: "productVariantsBulkDelete" });
  return { product: draft, userErrors: [] };
}
