import type { UserError } from "../../graphql/errors.ts";
import type { CreateMediaInput, ProductVariantsBulkInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { gid, idOfKind } from "../../state/gids.ts";
import type { MediaRecord, Mutable, OptionRecord, ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { applyInitialStock, maximumInventoryQuantities } from "../inventory/initial-stock.ts";
import { commitProduct } from "../products/commit.ts";
import { readCreatedMedia } from "../products/created-media.ts";
import { dailyLimitReached } from "../products/product-set.ts";
import { Refusals } from "../refusals.ts";
import { bulkCreateDialect } from "./dialects.ts";
import { applyVariantFields, blankVariant } from "./fields.ts";
import { OptionBook } from "./option-values.ts";
import { combinationOf, isStandaloneDefault, variantTitle } from "./titles.ts";

export interface BulkCreateArguments {
  productId: string;
  variants: ProductVariantsBulkInput[];
  media?: CreateMediaInput[] | null;
  strategy?: "DEFAULT" | "REMOVE_STANDALONE_VARIANT" | "PRESERVE_STANDALONE_VARIANT" | null;
}

export interface BulkVariantsPayload {
  product: ProductRecord | null;
  productVariants: VariantRecord[] | null;
  userErrors: UserError[];
}

/** Variants a product may have. Shopify: limits page, 2,048 for every shop. */
export const maximumVariantsPerProduct = 2_048;

/**
 * Adds variants to a product. Atomic: one bad variant and none is made. New values of an existing option are made
 * by name. DEFAULT deletes a lone "Default Title" variant, REMOVE_STANDALONE_VARIANT any lone variant.
 *
 * Recorded: product-variants-bulk-validation-atomicity, productVariantsBulkCreate-strategy-*.
 */
export function productVariantsBulkCreate(args: BulkCreateArguments, request: AdminRequest): BulkVariantsPayload {
  const { shop } = request;
  const refusals = new Refusals([], true);
  const existing = shop.catalog.product(idOfKind("Product", args.productId));
  if (!existing) {
    refusals.add(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST");
    return { product: null, productVariants: [], userErrors: refusals.errors };
  }
  if (args.variants.length === 0) return { product: existing, productVariants: [], userErrors: [] };
  const removesStandalone =
    (args.strategy === "REMOVE_STANDALONE_VARIANT" && existing.variants.length === 1) ||
    (args.strategy !== "PRESERVE_STANDALONE_VARIANT" && isStandaloneDefault(existing.variants));
  const kept = removesStandalone ? [] : existing.variants;
  const media = args.media ? readCreatedMedia(shop, args.media, refusals) : [];
  const draft: Mutable<ProductRecord> = { ...existing, media: [...existing.media, ...media] };
  const book = new OptionBook(shop, existing.options);
  const made = readNewVariants(shop, draft, args.variants, kept, book, refusals);
  checkAmounts(args.variants, kept.length + made.length, refusals);
  if (!refusals.isEmpty) return { product: null, productVariants: [], userErrors: refusals.errors };
  if (!shop.admitNewVariants(made.length)) throw dailyLimitReached();
  draft.variants = [...kept, ...made];
  draft.options = withoutRemovedValues(book.options(), removesStandalone ? existing.variants : [], draft.variants);
  draft.updatedAtMs = shop.nowMs();
  commitProduct(shop, draft, "variants-created", made.length, { ...request, operation: "productVariantsBulkCreate" });
  return { product: draft, productVariants: made, userErrors: [] };
}

/** What only the removed standalone variant had goes with it. Recorded: productVariantsBulkCreate-strategy-remove-default-standalone. */
function withoutRemovedValues(
  options: readonly OptionRecord[],
  removed: readonly VariantRecord[],
  left: readonly VariantRecord[],
): OptionRecord[] {
  return options.map((option, place) => {
    const used = new Set(left.map((variant) => variant.values[place]?.id));
    const gone = new Set(removed.map((variant) => variant.values[place]?.id).filter((id) => !used.has(id)));
    return gone.size === 0 ? option : { ...option, values: option.values.filter((value) => !gone.has(value.id)) };
  });
}

function checkAmounts(inputs: readonly ProductVariantsBulkInput[], variantCount: number, refusals: Refusals): void {
  if (variantCount > maximumVariantsPerProduct) {
    refusals.add(["variants"], `Exceeded ${maximumVariantsPerProduct} variants per product.`, "SUBSCRIPTION_VIOLATION");
  }
  const quantities = inputs.reduce((sum, variant) => sum + (variant.inventoryQuantities?.length ?? 0), 0);
  if (quantities > maximumInventoryQuantities) {
    const message =
      "Inventory quantity input exceeds the limit of 50000. Consider using separate `inventorySetQuantities` mutations.";
    refusals.add(["variants"], message, "INVENTORY_QUANTITIES_LIMIT_EXCEEDED");
  }
}

function readNewVariants(
  shop: ShopState,
  draft: ProductRecord,
  inputs: readonly ProductVariantsBulkInput[],
  kept: readonly VariantRecord[],
  book: OptionBook,
  refusals: Refusals,
): VariantRecord[] {
  const existing = new Set(kept.map((variant) => combinationOf(variant.values)));
  const sent = new Set<string>();
  return inputs.map((input, index) => {
    const path = ["variants", index];
    const variant = blankVariant(shop, draft.id);
    if (input.id) refusals.add([...path, "id"], "On create, this key cannot be used.", "NO_KEY_ON_CREATE");
    const values = book.read(input.optionValues ?? [], path, bulkCreateDialect, "make", refusals);
    if (values) {
      variant.values = values;
      const combination = combinationOf(values);
      const message = `The variant '${variantTitle(variant)}' already exists. Please change at least one option value.`;
      if (existing.has(combination)) refusals.add(path, message, "VARIANT_ALREADY_EXISTS");
      else if (sent.has(combination)) refusals.add(path, message, "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE");
      sent.add(combination);
    }
    applyVariantFields(shop, variant, input, path, bulkCreateDialect, refusals, "merge");
    const quantities = (input.inventoryQuantities ?? []).map((quantity) => ({
      locationId: quantity.locationId,
      name: "available",
      quantity: quantity.availableQuantity,
    }));
    applyInitialStock(shop, variant, quantities, path, bulkCreateDialect, refusals);
    applyVariantMedia(draft.media, variant, input, path, refusals);
    return variant;
  });
}

/** A variant shows a medium of its product, named by id or by the source that came with the same call. */
export function applyVariantMedia(
  media: readonly MediaRecord[],
  variant: Mutable<VariantRecord>,
  input: Pick<ProductVariantsBulkInput, "mediaId" | "mediaSrc">,
  path: readonly (string | number)[],
  refusals: Refusals,
): void {
  const [source] = input.mediaSrc ?? [];
  if (!input.mediaId && !source) return;
  const found = media.find((file) =>
    input.mediaId ? gid("MediaImage", file.id) === input.mediaId : file.originalSource === source,
  );
  if (found) variant.mediaId = found.id;
  else {
    const field = input.mediaId ? "mediaId" : "mediaSrc";
    refusals.add([...path, field], "Media does not exist on the specified product.", "INVALID_INPUT");
  }
}
