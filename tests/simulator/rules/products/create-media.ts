import type { UserError } from "../../graphql/errors.ts";
import type { CreateMediaInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { idOfKind } from "../../state/gids.ts";
import type { MediaRecord, ProductRecord } from "../../state/records.ts";
import { Refusals } from "../refusals.ts";
import { commitProduct } from "./commit.ts";
import { readCreatedMedia } from "./created-media.ts";

interface CreateMediaPayload {
  product: ProductRecord | null;
  media: MediaRecord[] | null;
  mediaUserErrors: UserError[];
  userErrors: UserError[];
}

/**
 * Adds media to a product (deprecated). What is wrong with one refuses that one.
 *
 * Recorded: productCreateMedia-dual-userErrors, bulk-operation-root-count-and-search-filters.
 */
export function productCreateMedia(
  args: { productId: string; media: CreateMediaInput[] },
  request: AdminRequest,
): CreateMediaPayload {
  const { shop } = request;
  const refusals = new Refusals([], true);
  const existing = shop.catalog.product(idOfKind("Product", args.productId));
  if (!existing) {
    refusals.add(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST");
    return { product: null, media: null, mediaUserErrors: refusals.errors, userErrors: refusals.errors };
  }
  const media = readCreatedMedia(shop, args.media, refusals);
  const draft = { ...existing, media: [...existing.media, ...media], updatedAtMs: shop.nowMs() };
  if (media.length > 0) {
    commitProduct(shop, draft, "product-updated", 0, { ...request, operation: "productCreateMedia" });
  }
  return { product: draft, media, mediaUserErrors: refusals.errors, userErrors: refusals.errors };
}
