import type { OptionSetInput } from "../../graphql/inputs.ts";
import { idOfKind } from "../../state/gids.ts";
import type { OptionRecord, OptionValueRecord, ProductRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Refusals } from "../refusals.ts";
import { defaultOptionName, defaultValueName } from "../variants/titles.ts";

export const maximumOptions = 3;

/** Recorded: product-option-name-delimiter-validation. */
export function hasUnsupportedSequence(name: string): boolean {
  return name.includes(" / ");
}

/** What a product without options has: option "Title" with the value "Default Title". */
export function standaloneOption(shop: ShopState): OptionRecord {
  const { ids } = shop.environment;
  return {
    id: ids.option.next(),
    name: defaultOptionName,
    values: [{ id: ids.optionValue.next(), name: defaultValueName }],
  };
}

/**
 * Reads the options of a `productSet`. Options and values that the product already has keep their ids, matched by id
 * or by name; what the list leaves out is gone.
 */
export function readOptions(
  shop: ShopState,
  inputs: readonly OptionSetInput[],
  existing: ProductRecord | null,
  refusals: Refusals,
): OptionRecord[] {
  const { ids } = shop.environment;
  if (inputs.length > maximumOptions) {
    refusals.add(["productOptions"], "Can only specify a maximum of 3 options", "OPTIONS_OVER_LIMIT");
    return [];
  }
  const inOrder = inputs.map((input, index) => ({ input, index }));
  inOrder.sort((a, b) => (a.input.position ?? a.index + 1) - (b.input.position ?? b.index + 1));
  const seenNames = new Set<string>();
  return inOrder.map(({ input, index }) => {
    const path = ["productOptions", index];
    const id = idOfKind("ProductOption", input.id);
    const former = existing?.options.find((option) =>
      input.id ? option.id === id : sameName(option.name, input.name ?? ""),
    );
    if (input.id && !former) refusals.add([...path, "id"], "Option does not exist", "OPTION_DOES_NOT_EXIST");
    const name = (input.name ?? former?.name ?? "").trim();
    checkOptionName(name, path, seenNames, refusals);
    const values = readValues(shop, input, former, path, refusals);
    return { id: former?.id ?? ids.option.next(), name, values };
  });
}

function checkOptionName(
  name: string,
  path: readonly (string | number)[],
  seenNames: Set<string>,
  refusals: Refusals,
): void {
  if (name === "") refusals.add([...path, "name"], "Each option must have a name specified.", "INVALID_INPUT");
  if (name.length > 255) refusals.add([...path, "name"], "Option name is too long.", "INVALID_INPUT");
  if (hasUnsupportedSequence(name)) {
    refusals.add([...path, "name"], "The name contains unsupported sequence ' / '", "INVALID_INPUT");
  }
  if (seenNames.has(name.toLowerCase())) {
    refusals.add([...path, "name"], `Duplicated option name '${name}'`, "DUPLICATED_OPTION_NAME");
  }
  seenNames.add(name.toLowerCase());
}

function readValues(
  shop: ShopState,
  input: OptionSetInput,
  former: OptionRecord | undefined,
  path: readonly (string | number)[],
  refusals: Refusals,
): OptionValueRecord[] {
  if (!input.values && former) return [...former.values];
  if (!input.values || input.values.length === 0) {
    refusals.add(
      [...path, "values"],
      "Each option must have at least one option value specified.",
      "OPTION_VALUES_MISSING",
    );
    return [];
  }
  const seen = new Set<string>();
  return input.values.map((value, index) => {
    const valuePath = [...path, "values", index];
    const id = idOfKind("ProductOptionValue", value.id);
    const known = former?.values.find((record) =>
      value.id ? record.id === id : sameName(record.name, value.name ?? ""),
    );
    if (value.id && !known) {
      refusals.add([...valuePath, "id"], "Option value does not exist", "OPTION_VALUE_DOES_NOT_EXIST");
    }
    const name = (value.name ?? known?.name ?? "").trim();
    if (name === "") refusals.add([...valuePath, "name"], "Option value can't be blank", "INVALID_INPUT");
    if (name.length > 255) refusals.add([...valuePath, "name"], "Option value name is too long.", "INVALID_INPUT");
    if (hasUnsupportedSequence(name)) {
      refusals.add([...valuePath, "name"], "The name contains unsupported sequence ' / '", "INVALID_INPUT");
    }
    if (seen.has(name.toLowerCase())) {
      refusals.add([...valuePath, "name"], `Duplicated option value '${name}'`, "DUPLICATED_OPTION_VALUE");
    }
    seen.add(name.toLowerCase());
    if (known && known.name === name) return known;
    return { id: known?.id ?? shop.environment.ids.optionValue.next(), name };
  });
}

export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.trim().toLowerCase();
}
