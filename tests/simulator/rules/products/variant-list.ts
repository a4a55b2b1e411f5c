import type { ProductSetInput, ProductVariantSetInput } from "../../graphql/inputs.ts";
import { gid, idOfKind } from "../../state/gids.ts";
import type { Mutable, OptionValueRecord, ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { applyInitialStock, maximumInventoryQuantities } from "../inventory/initial-stock.ts";
import type { Refusals } from "../refusals.ts";
import { productSetDialect } from "../variants/dialects.ts";
import { applyVariantFields, blankVariant } from "../variants/fields.ts";
import { OptionBook } from "../variants/option-values.ts";
import { combinationOf, variantTitle } from "../variants/titles.ts";
import { findVariantFile } from "./files.ts";
import { readOptions, standaloneOption } from "./options-input.ts";

/**
 * Writes the options and variants of a `productSet` onto a draft.
 *
 * Both lists or none (VARIANTS_INPUT_MISSING, PRODUCT_OPTIONS_INPUT_MISSING). Variants keep the order sent, unless they
 * name positions. A variant without an id is matched by its option values; whether Shopify does so is a switch.
 */
export function applyVariantList(
  shop: ShopState,
  draft: Mutable<ProductRecord>,
  input: ProductSetInput,
  existing: ProductRecord | null,
  refusals: Refusals,
): void {
  const { variants: inputs, productOptions } = input;
  if (!inputs && !productOptions) {
    if (!existing) applyStandaloneVariant(shop, draft);
    return;
  }
  if (!inputs) {
    refusals.add(["variants"], "Must specify variants when updating options", "VARIANTS_INPUT_MISSING");
    return;
  }
  if (!productOptions) {
    const message = "Must specify product options when updating variants";
    refusals.add(["productOptions"], message, "PRODUCT_OPTIONS_INPUT_MISSING");
    return;
  }
  if (inputs.length === 0) {
    refusals.add(["variants"], "Must specify variants when updating options", "VARIANTS_INPUT_MISSING");
    return;
  }
  const quantities = inputs.reduce((sum, variant) => sum + (variant.inventoryQuantities?.length ?? 0), 0);
  if (quantities > maximumInventoryQuantities) {
    const message =
      "Inventory quantity input exceeds the limit of 50000. Consider using separate `inventorySetQuantities` mutations.";
    refusals.add(["variants"], message, "INVENTORY_QUANTITIES_LIMIT_EXCEEDED");
    return;
  }
  const options = readOptions(shop, productOptions, existing, refusals);
  const book = new OptionBook(shop, options);
  draft.options = book.options();
  draft.variants = readVariants(shop, draft, inputs, existing, book, refusals);
}

/** Recorded: product-create (one variant "Default Title" of option "Title"). */
export function applyStandaloneVariant(shop: ShopState, draft: Mutable<ProductRecord>): void {
  const option = standaloneOption(shop);
  const variant = blankVariant(shop, draft.id);
  const [value] = option.values;
  variant.values = value ? [value] : [];
  stockAtFirstLocation(shop, variant);
  if (draft.isGiftCard) {
    // Recorded: productCreate-dropped-inputs-parity.
    variant.taxable = false;
    variant.item = { ...variant.item, requiresShipping: false };
  }
  draft.options = [option];
  draft.variants = [variant];
}

function stockAtFirstLocation(shop: ShopState, variant: Mutable<VariantRecord>): void {
  const [location] = shop.locations;
  if (!location) return;
  variant.item.levels.push({ locationId: location.id, available: 0, committed: 0, updatedAtMs: shop.nowMs() });
}

function readVariants(
  shop: ShopState,
  draft: Mutable<ProductRecord>,
  inputs: readonly ProductVariantSetInput[],
  existing: ProductRecord | null,
  book: OptionBook,
  refusals: Refusals,
): VariantRecord[] {
  const formerById = new Map(existing?.variants.map((variant) => [variant.id, variant]));
  const formerByCombination = new Map(existing?.variants.map((variant) => [combinationOf(variant.values), variant]));
  const seen = new Set<string>();
  const variants = inputs.map((input, index) => {
    const path = ["variants", index];
    const values = book.read(input.optionValues, path, productSetDialect, "refuse", refusals);
    const former = findFormer(shop, input, values, formerById, formerByCombination);
    if (input.id && !former) {
      refusals.add([...path, "id"], "Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST");
    }
    const variant = draftVariant(shop, draft, input, former, values, path, refusals);
    if (values) {
      const combination = combinationOf(values);
      if (seen.has(combination)) {
        const message = `The variant '${variantTitle(variant)}' already exists. Please change at least one option value.`;
        refusals.add(path, message, productSetDialect.variantExists);
      }
      seen.add(combination);
    }
    return { variant, position: input.position ?? null };
  });
  if (variants.some((entry) => entry.position !== null)) {
    variants.sort((a, b) => (a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER));
  }
  return variants.map((entry) => entry.variant);
}

function findFormer(
  shop: ShopState,
  input: ProductVariantSetInput,
  values: readonly OptionValueRecord[] | null,
  byId: ReadonlyMap<number, VariantRecord>,
  byCombination: ReadonlyMap<string, VariantRecord>,
): VariantRecord | null {
  if (input.id) return byId.get(idOfKind("ProductVariant", input.id) ?? 0) ?? null;
  if (!values || shop.environment.fidelity.variantsWithoutId === "recreate") return null;
  return byCombination.get(combinationOf(values)) ?? null;
}

function draftVariant(
  shop: ShopState,
  draft: Mutable<ProductRecord>,
  input: ProductVariantSetInput,
  former: VariantRecord | null,
  values: OptionValueRecord[] | null,
  path: readonly (string | number)[],
  refusals: Refusals,
): VariantRecord {
  const variant: Mutable<VariantRecord> = former
    ? { ...former, updatedAtMs: shop.nowMs() }
    : blankVariant(shop, draft.id);
  if (values) variant.values = values;
  applyVariantFields(shop, variant, input, path, productSetDialect, refusals, "declarative");
  const stocked = former?.item.levels.map((level) => gid("Location", level.locationId));
  if (stocked && input.inventoryQuantities?.some((quantity) => !stocked.includes(quantity.locationId))) {
    // Shopify: schema text of ProductVariantSetInput; the words of the error are not recorded.
    const message = "Quantities of an existing variant can only be set at locations where it is stocked.";
    refusals.add([...path, "inventoryQuantities"], message, productSetDialect.invalid);
  } else if (input.inventoryQuantities || !former) {
    applyInitialStock(shop, variant, input.inventoryQuantities ?? [], path, productSetDialect, refusals);
  }
  if (input.file) {
    const file = findVariantFile(draft.media, input.file);
    if (file) variant.mediaId = file.id;
    else {
      const message = "Any file specified for a variant must also be specified in the files of the product.";
      refusals.add([...path, "file"], message, productSetDialect.invalid);
    }
  }
  return variant;
}
