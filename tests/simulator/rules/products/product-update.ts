import { topLevelError, type UserError } from "../../graphql/errors.ts";
import type { CreateMediaInput, ProductUpdateIdentifiers, ProductUpdateInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { idOfKind } from "../../state/gids.ts";
import type { Mutable, ProductRecord } from "../../state/records.ts";
import { applyMetafieldList } from "../metafields/metafield-list.ts";
import { Refusals } from "../refusals.ts";
import { commitProduct } from "./commit.ts";
import { joinCollections, leaveCollections } from "./collections.ts";
import { applyProductFields } from "./fields.ts";
import { readCreatedMedia } from "./created-media.ts";
import { findByIdentifier } from "./product-identifier.ts";

export interface ProductUpdateArguments {
  identifier?: ProductUpdateIdentifiers | null;
  product?: ProductUpdateInput | null;
  input?: ProductUpdateInput | null;
  media?: CreateMediaInput[] | null;
}

export interface ProductPayload {
  product: ProductRecord | null;
  userErrors: UserError[];
}

/** Changes fields of a product; what is left out stays, metafields are merged. Recorded: product-update-parity. */
export function productUpdate(args: ProductUpdateArguments, request: AdminRequest): ProductPayload {
  const { shop } = request;
  const input = args.product ?? args.input;
  if (!input) {
    const message = "productUpdate must include exactly one of the following arguments: input, product.";
    throw topLevelError(message, "INVALID_FIELD_ARGUMENTS");
  }
  const refusals = new Refusals([], false);
  const existing = args.identifier
    ? findByIdentifier(shop, args.identifier)
    : shop.catalog.product(idOfKind("Product", input.id));
  if (!existing) {
    refusals.add(["id"], "Product does not exist", "");
    return { product: null, userErrors: refusals.errors };
  }
  const draft: Mutable<ProductRecord> = { ...existing, updatedAtMs: shop.nowMs() };
  applyProductFields(shop, draft, input, existing, refusals);
  if (input.metafields) {
    const report = { path: ["metafields"], code: "", refusals };
    draft.metafields = applyMetafieldList(shop, "PRODUCT", draft, input.metafields, "merge", report);
  }
  joinCollections(shop, draft, input.collectionsToJoin, { path: ["collectionsToJoin"], refusals });
  leaveCollections(draft, input.collectionsToLeave);
  if (args.media) draft.media = [...existing.media, ...readCreatedMedia(shop, args.media, refusals)];
  // Recorded: a refused update answers the product as it stands.
  if (!refusals.isEmpty) return { product: existing, userErrors: refusals.errors };
  commitProduct(shop, draft, "product-updated", 0, { ...request, operation: "productUpdate" });
  return { product: draft, userErrors: [] };
}
