import type { OptionCreateInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { idOfKind } from "../../state/gids.ts";
import type { Mutable, OptionRecord, OptionValueRecord, ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { applyInitialStock } from "../inventory/initial-stock.ts";
import { Refusals } from "../refusals.ts";
import { bulkCreateDialect } from "../variants/dialects.ts";
import { blankVariant } from "../variants/fields.ts";
import { combinationOf, isStandaloneDefault } from "../variants/titles.ts";
import { maximumVariantsPerProduct } from "../variants/variants-bulk-create.ts";
import { commitProduct } from "./commit.ts";
import { hasUnsupportedSequence, maximumOptions, sameName } from "./options-input.ts";
import { dailyLimitReached } from "./product-set.ts";
import type { ProductPayload } from "./product-update.ts";

export interface OptionsCreateArguments {
  productId: string;
  options: OptionCreateInput[];
  variantStrategy?: "LEAVE_AS_IS" | "CREATE" | null;
}

/**
 * Adds options to a product. LEAVE_AS_IS gives the existing variants the first value of each, CREATE makes the full
 * cross product. The lone "Title" option of a product without options is replaced.
 *
 * Recorded: product-options-create-variant-strategy-leave-as-is-parity, -create-parity, -over-default-limit.
 */
export function productOptionsCreate(args: OptionsCreateArguments, request: AdminRequest): ProductPayload {
  const { shop } = request;
  const refusals = new Refusals([], true);
  const existing = shop.catalog.product(idOfKind("Product", args.productId));
  if (!existing) {
    refusals.add(["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST");
    return { product: null, userErrors: refusals.errors };
  }
  const replacesTitle = isStandaloneDefault(existing.variants);
  const kept = replacesTitle ? [] : existing.options;
  const added = readNewOptions(shop, args.options, kept, refusals);
  if (kept.length + added.length > maximumOptions) {
    refusals.add(["options"], "Can only specify a maximum of 3 options", "OPTIONS_OVER_LIMIT");
  }
  const options = [...kept, ...added];
  const combinations = options.reduce((count, option) => count * option.values.length, 1);
  if (args.variantStrategy === "CREATE" && combinations > maximumVariantsPerProduct) {
    const message = "The number of variants will be above the limit.";
    refusals.add(["options"], message, "TOO_MANY_VARIANTS_CREATED");
  }
  if (!refusals.isEmpty) return { product: existing, userErrors: refusals.errors };
  const draft: Mutable<ProductRecord> = { ...existing, options, updatedAtMs: shop.nowMs() };
  const firstValues = added.flatMap((option) => option.values.slice(0, 1));
  draft.variants = existing.variants.map((variant) => ({
    ...variant,
    values: replacesTitle ? firstValues : [...variant.values, ...firstValues],
    updatedAtMs: shop.nowMs(),
  }));
  if (args.variantStrategy === "CREATE") draft.variants = completeVariants(shop, draft);
  const madeCount = draft.variants.length - existing.variants.length;
  if (madeCount > 0 && !shop.admitNewVariants(madeCount)) throw dailyLimitReached();
  commitProduct(shop, draft, "product-updated", madeCount, { ...request, operation: "productOptionsCreate" });
  return { product: draft, userErrors: [] };
}

function readNewOptions(
  shop: ShopState,
  inputs: readonly OptionCreateInput[],
  kept: readonly OptionRecord[],
  refusals: Refusals,
): OptionRecord[] {
  const { ids } = shop.environment;
  const names = kept.map((option) => option.name);
  return inputs.map((input, index) => {
    const path = ["options", index];
    const name = (input.name ?? "").trim();
    if (name === "") refusals.add(path, "Each option must have a name specified.", "OPTION_NAME_MISSING");
    if (name.length > 255) refusals.add(path, "Option name is too long.", "OPTION_NAME_TOO_LONG");
    if (hasUnsupportedSequence(name)) {
      refusals.add([...path, "name"], "The name contains unsupported sequence ' / '", "INVALID_NAME");
    }
    if (kept.some((option) => sameName(option.name, name))) {
      refusals.add(path, `Option '${name}' already exists.`, "OPTION_ALREADY_EXISTS");
    } else if (names.some((known) => sameName(known, name))) {
      refusals.add(path, `Duplicated option name '${name}'.`, "DUPLICATED_OPTION_NAME");
    }
    names.push(name);
    if (!input.values || input.values.length === 0) {
      refusals.add(path, "Each option must have at least one option value specified.", "OPTION_VALUES_MISSING");
    }
    const seen = new Set<string>();
    const values = (input.values ?? []).map((value, valueIndex): OptionValueRecord => {
      const valueName = (value.name ?? "").trim();
      if (seen.has(valueName.toLowerCase())) {
        const message = `Duplicated option value '${valueName}'.`;
        refusals.add([...path, "values", valueIndex], message, "DUPLICATED_OPTION_VALUE");
      }
      seen.add(valueName.toLowerCase());
      return { id: ids.optionValue.next(), name: valueName };
    });
    return { id: ids.option.next(), name, values };
  });
}

/** Every combination of the options' values; those that exist keep their variants. */
function completeVariants(shop: ShopState, product: ProductRecord): VariantRecord[] {
  const byCombination = new Map(product.variants.map((variant) => [combinationOf(variant.values), variant]));
  let combinations: OptionValueRecord[][] = [[]];
  for (const option of product.options) {
    combinations = combinations.flatMap((values) => option.values.map((value) => [...values, value]));
  }
  return combinations.map((values) => {
    const known = byCombination.get(combinationOf(values));
    if (known) return known;
    const price = product.variants[0]?.price ?? "0.00";
    const variant = { ...blankVariant(shop, product.id), values, price };
    applyInitialStock(shop, variant, [], [], bulkCreateDialect, new Refusals([], true));
    return variant;
  });
}
