import type { VariantOptionValueInput } from "../../graphql/inputs.ts";
import { idOfKind } from "../../state/gids.ts";
import { type OptionRecord, type OptionValueRecord, trimmed } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { hasUnsupportedSequence, sameName } from "../products/options-input.ts";
import type { Refusals } from "../refusals.ts";
import type { VariantDialect } from "./dialects.ts";

/** The options of a product while a mutation works on it; values that variants name for the first time are added. */
export class OptionBook {
  readonly #shop: ShopState;
  readonly #options: { readonly id: number; readonly name: string; readonly values: OptionValueRecord[] }[];
  readonly #valueByName: Map<string, OptionValueRecord>[];

  constructor(shop: ShopState, options: readonly OptionRecord[]) {
    this.#shop = shop;
    this.#options = options.map((option) => ({ ...option, values: [...option.values] }));
    this.#valueByName = options.map(
      (option) => new Map(option.values.map((value) => [value.name.toLowerCase(), value])),
    );
  }

  options(): OptionRecord[] {
    return this.#options;
  }

  /**
   * Reads which value a variant takes of each option. Answers null, and adds refusals, when that is not clear.
   *
   * `newValues`: whether a value that the option does not have is made (`productVariantsBulkCreate`) or refused.
   * Recorded: product-variants-bulk-validation-atomicity.
   */
  read(
    inputs: readonly VariantOptionValueInput[],
    path: readonly (string | number)[],
    dialect: VariantDialect,
    newValues: "make" | "refuse",
    refusals: Refusals,
  ): OptionValueRecord[] | null {
    const chosen: (OptionValueRecord | undefined)[] = [];
    let isClear = true;
    for (let index = 0; index < inputs.length; index += 1) {
      const input = inputs[index];
      if (!input) continue;
      const place = this.#placeOf(input);
      const option = this.#options[place];
      if (!option) {
        refusals.add([...path, "optionValues", index], "Option does not exist", dialect.optionUnknown);
        isClear = false;
        continue;
      }
      if (chosen[place]) {
        refusals.add([...path, "optionValues"], `Duplicated option name '${option.name}'`, dialect.optionRepeated);
        isClear = false;
        continue;
      }
      const value = this.#valueOf(place, input, [...path, "optionValues", index], dialect, newValues, refusals);
      if (value) chosen[place] = value;
      else isClear = false;
    }
    if (!isClear) return null;
    const values: OptionValueRecord[] = [];
    const missing: string[] = [];
    this.#options.forEach((option, place) => {
      const value = chosen[place];
      if (value) values.push(value);
      else missing.push(option.name);
    });
    if (missing.length === 0) return trimmed(values);
    refusals.add(path, `You need to add option values for ${missing.join(", ")}`, dialect.optionMissing);
    return null;
  }

  #placeOf(input: VariantOptionValueInput): number {
    if (input.optionId) {
      const id = idOfKind("ProductOption", input.optionId);
      return this.#options.findIndex((option) => option.id === id);
    }
    if (input.optionName) {
      const name = input.optionName;
      return this.#options.findIndex((option) => sameName(option.name, name));
    }
    const valueId = idOfKind("ProductOptionValue", input.id);
    return this.#options.findIndex((option) => option.values.some((value) => value.id === valueId));
  }

  #valueOf(
    place: number,
    input: VariantOptionValueInput,
    path: readonly (string | number)[],
    dialect: VariantDialect,
    newValues: "make" | "refuse",
    refusals: Refusals,
  ): OptionValueRecord | null {
    const option = this.#options[place];
    const byName = this.#valueByName[place];
    if (!option || !byName) return null;
    const name = (input.name ?? "").trim();
    const known = input.id
      ? option.values.find((value) => value.id === idOfKind("ProductOptionValue", input.id))
      : byName.get(name.toLowerCase());
    if (known) return known;
    if (newValues === "refuse" || input.id) {
      refusals.add(path, "Option value does not exist", "OPTION_VALUE_DOES_NOT_EXIST");
      return null;
    }
    if (name === "" || name.length > 255 || hasUnsupportedSequence(name)) {
      refusals.add([...path, "name"], "Option value name is invalid", dialect.invalid);
      return null;
    }
    const made = { id: this.#shop.environment.ids.optionValue.next(), name };
    option.values.push(made);
    byName.set(name.toLowerCase(), made);
    return made;
  }
}
