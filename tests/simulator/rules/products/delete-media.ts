import type { UserError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { gid, idOfKind } from "../../state/gids.ts";
import type { ProductRecord } from "../../state/records.ts";
import { Refusals } from "../refusals.ts";
import { commitProduct } from "./commit.ts";

interface DeleteMediaPayload {
  product: ProductRecord | null;
  deletedMediaIds: string[] | null;
  deletedProductImageIds: string[] | null;
  mediaUserErrors: UserError[];
  userErrors: UserError[];
}

/**
 * Deletes media of a product (deprecated), and with them what its variants showed of them. One that the product does
 * not have refuses all. Recorded: product-media-validation-branches, product-delete-media-parity.
 */
export function productDeleteMedia(
  args: { productId: string; mediaIds: string[] },
  request: AdminRequest,
): DeleteMediaPayload {
  const { shop } = request;
  const refusals = new Refusals([], true);
  const existing = shop.catalog.product(idOfKind("Product", args.productId));
  if (!existing) refusals.add(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST");
  const known = new Set(existing?.media.map((file) => gid("MediaImage", file.id)));
  const unknown = args.mediaIds.find((id) => !known.has(id));
  if (existing && unknown !== undefined) {
    refusals.add(["mediaIds"], `Media id ${unknown} does not exist`, "MEDIA_DOES_NOT_EXIST");
  }
  if (!existing || !refusals.isEmpty) {
    const errors = { mediaUserErrors: refusals.errors, userErrors: refusals.errors };
    return { product: existing, deletedMediaIds: null, deletedProductImageIds: null, ...errors };
  }
  const deleted = new Set(args.mediaIds.map((id) => idOfKind("MediaImage", id)));
  const draft: ProductRecord = {
    ...existing,
    media: existing.media.filter((file) => !deleted.has(file.id)),
    variants: existing.variants.map((variant) =>
      deleted.has(variant.mediaId) ? { ...variant, mediaId: null } : variant,
    ),
    updatedAtMs: shop.nowMs(),
  };
  if (deleted.size > 0) {
    commitProduct(shop, draft, "product-updated", 0, { ...request, operation: "productDeleteMedia" });
  }
  return {
    product: draft,
    deletedMediaIds: args.mediaIds,
    deletedProductImageIds: args.mediaIds.map((id) => id.replace("/MediaImage/", "/ProductImage/")),
    mediaUserErrors: [],
    userErrors: [],
  };
}
