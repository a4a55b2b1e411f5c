import type { OptionValueRecord, VariantRecord } from "../../state/records.ts";

/** A variant's title is its option values. Recorded: "Red / Small". */
export function variantTitle(variant: Pick<VariantRecord, "values">): string {
  return variant.values.map((value) => value.name).join(" / ");
}

/** Two variants of a product are the same when this is: option values compare without case. */
export function combinationOf(values: readonly Pick<OptionValueRecord, "name">[]): string {
  return values.map((value) => value.name.toLowerCase()).join("\u0000");
}

export const defaultOptionName = "Title";
export const defaultValueName = "Default Title";

/** Whether a product's only variant is the one that stands for "no options". */
export function isStandaloneDefault(variants: readonly VariantRecord[]): boolean {
  const [only, ...others] = variants;
  return others.length === 0 && only?.values.length === 1 && only.values[0]?.name === defaultValueName;
}
