import type { CreateMediaInput, ProductVariantsBulkInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { idOfKind } from "../../state/gids.ts";
import type { Mutable, ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { commitProduct } from "../products/commit.ts";
import { readCreatedMedia } from "../products/created-media.ts";
import { Refusals } from "../refusals.ts";
import { bulkUpdateDialect } from "./dialects.ts";
import { applyVariantFields } from "./fields.ts";
import { OptionBook } from "./option-values.ts";
import { combinationOf, variantTitle } from "./titles.ts";
import { applyVariantMedia, type BulkVariantsPayload } from "./variants-bulk-create.ts";

export interface BulkUpdateArguments {
  productId: string;
  variants: ProductVariantsBulkInput[];
  media?: CreateMediaInput[] | null;
  allowPartialUpdates?: boolean | null;
}

/** Recorded: with one of these the payload's `productVariants` is null; with a bad amount it lists the variants. */
const malformedCodes = new Set([
  "PRODUCT_VARIANT_ID_MISSING",
  "PRODUCT_VARIANT_DOES_NOT_EXIST",
  "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE",
  "OPTION_DOES_NOT_EXIST",
]);

/**
 * Changes variants of a product; what an input leaves out stays.
 *
 * Without `allowPartialUpdates` one error refuses all. With it the good ones are written, and the payload lists the
 * refused ones too, unchanged. Recorded: product-variants-bulk-update-allow-partial-and-error-order (2026-04),
 * product-variants-bulk-validation-atomicity.
 */
export function productVariantsBulkUpdate(args: BulkUpdateArguments, request: AdminRequest): BulkVariantsPayload {
  const { shop } = request;
  const refusals = new Refusals([], true);
  const existing = shop.catalog.product(idOfKind("Product", args.productId));
  if (!existing) {
    refusals.add(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST");
    return { product: null, productVariants: null, userErrors: refusals.errors };
  }
  if (args.variants.length === 0) return { product: existing, productVariants: [], userErrors: [] };
  const media = args.media ? readCreatedMedia(shop, args.media, refusals) : [];
  const draft: Mutable<ProductRecord> = { ...existing, media: [...existing.media, ...media] };
  const book = new OptionBook(shop, existing.options);
  const byId = new Map(existing.variants.map((variant) => [variant.id, variant]));
  const combinations = new Map(existing.variants.map((variant) => [combinationOf(variant.values), variant.id]));
  const named: number[] = [];
  let updatedCount = 0;
  args.variants.forEach((input, index) => {
    const path = ["variants", index];
    const own = new Refusals([], true);
    const former = byId.get(idOfKind("ProductVariant", input.id) ?? 0);
    if (!input.id) own.add([...path, "id"], "Product variant is missing ID attribute", "PRODUCT_VARIANT_ID_MISSING");
    else if (!former) {
      own.add([...path, "id"], "Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST");
    } else {
      named.push(former.id);
      const variant = readVariant(shop, draft, input, former, book, combinations, path, own);
      if (own.isEmpty) {
        byId.set(variant.id, variant);
        updatedCount += 1;
      }
    }
    refusals.errors.push(...own.errors);
  });
  const areAllRefused = !refusals.isEmpty && args.allowPartialUpdates !== true;
  if (areAllRefused || updatedCount === 0) {
    const isMalformed = refusals.errors.some((error) => malformedCodes.has(error.code ?? ""));
    const listed = isMalformed || named.length === 0 ? null : variantsOf(existing, named);
    return { product: existing, productVariants: listed, userErrors: refusals.errors };
  }
  draft.options = book.options();
  draft.variants = existing.variants.map((variant) => byId.get(variant.id) ?? variant);
  draft.updatedAtMs = shop.nowMs();
  commitProduct(shop, draft, "variants-updated", updatedCount, { ...request, operation: "productVariantsBulkUpdate" });
  return { product: draft, productVariants: variantsOf(draft, named), userErrors: refusals.errors };
}

function readVariant(
  shop: ShopState,
  draft: ProductRecord,
  input: ProductVariantsBulkInput,
  former: VariantRecord,
  book: OptionBook,
  combinations: Map<string, number>,
  path: readonly (string | number)[],
  refusals: Refusals,
): VariantRecord {
  const variant: Mutable<VariantRecord> = { ...former, updatedAtMs: shop.nowMs() };
  if (input.inventoryQuantities) {
    const message =
      "Inventory quantities can only be provided during create. To update inventory for existing variants, use inventoryAdjustQuantities.";
    refusals.add([...path, "inventoryQuantities"], message, "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE");
  }
  if (input.optionValues) {
    const values = book.read(input.optionValues, path, bulkUpdateDialect, "make", refusals);
    if (values) {
      variant.values = values;
      const holder = combinations.get(combinationOf(values));
      if (holder !== undefined && holder !== former.id) {
        const message = `The variant '${variantTitle(variant)}' already exists. Please change at least one option value.`;
        refusals.add(path, message, "VARIANT_ALREADY_EXISTS");
      } else {
        combinations.delete(combinationOf(former.values));
        combinations.set(combinationOf(values), former.id);
      }
    }
  }
  applyVariantFields(shop, variant, input, path, bulkUpdateDialect, refusals, "merge");
  applyVariantMedia(draft.media, variant, input, path, refusals);
  return variant;
}

function variantsOf(product: ProductRecord, ids: readonly number[]): VariantRecord[] {
  const byId = new Map(product.variants.map((variant) => [variant.id, variant]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
