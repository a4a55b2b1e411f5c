import { errorAt, quoted, type CheckedProduct, type CheckedVariant, type Finding } from "./finding.ts";
import { MAX_OPTIONS, MAX_TEXT_LENGTH, MAX_VARIANTS } from "./shopify-limits.ts";

/** Shopify joins option names and values with it, and refuses it within one (recorded: product-option-name-delimiter). */
const SEPARATOR = " / ";

/** Shopify compares names without surrounding blanks and whatever the case. */
const folded = (text: string): string => text.trim().toLowerCase();

/** The names of the options, and how many options and variants there are. */
export function checkOptions({ product, variants, store }: CheckedProduct): Finding[] {
  const findings: Finding[] = [];
  if (product.options.length > MAX_OPTIONS) {
    const message = `The product has ${product.options.length} options.`;
    findings.push(errorAt("preflight.too-many-options", { field: "options", message }));
  }
  const maxVariants = Math.min(MAX_VARIANTS, store.maxVariants);
  if (variants.length > maxVariants) {
    const message = `The product has ${variants.length} variants; the shop takes ${maxVariants}.`;
    findings.push(errorAt("preflight.too-many-variants", { field: "variants", message }));
  }
  const seen = new Set<string>();
  product.options.forEach(({ name }, index) => {
    const field = `options.${index}.name`;
    const key = folded(name);
    if (key === "") {
      findings.push(errorAt("preflight.option-name-missing", { field, message: `Option ${index + 1} has no name.` }));
    } else if (seen.has(key)) {
      const message = `Two options are called ${quoted(name)}.`;
      findings.push(errorAt("preflight.duplicate-option-name", { field, message }));
    }
    seen.add(key);
    if (name.trim().length > MAX_TEXT_LENGTH) {
      const message = `The name ${quoted(name)} has ${name.trim().length} characters.`;
      findings.push(errorAt("preflight.option-name-too-long", { field, message }));
    }
    if (name.includes(SEPARATOR)) {
      const message = `The name ${quoted(name)} contains " / ".`;
      findings.push(errorAt("preflight.option-name-separator", { field, message }));
    }
  });
  return findings;
}

/**
 * The variants' option values. Of two variants with the same combination, and of two spellings of one value, the one
 * that comes first goes on.
 */
export function checkOptionValues({ product, variants }: CheckedProduct): Finding[] {
  const combinations = new Map<string, string>();
  const spellings = product.options.map(() => new Map<string, string>());
  return variants.flatMap((checked) => {
    const values = product.options.map((_option, index) => checked.variant.optionValues[index] ?? "");
    const badForm = values.flatMap((value, index) =>
      checkForm(checked, value, index, product.options[index]?.name ?? ""),
    );
    if (badForm.length > 0) return badForm;
    const combination = JSON.stringify(values.map(folded));
    if (combinations.has(combination)) return [sameCombination(checked, values)];
    const otherSpelling = values.flatMap((value, index) => {
      const first = spellings[index]?.get(folded(value));
      return first === undefined || first === value ? [] : [twoSpellings(checked, index, first, value)];
    });
    if (otherSpelling.length > 0) return otherSpelling;
    combinations.set(combination, checked.variantId);
    values.forEach((value, index) => spellings[index]?.set(folded(value), value));
    return [];
  });
}

function checkForm({ variantId }: CheckedVariant, value: string, index: number, option: string): Finding[] {
  const field = `optionValues.${index}`;
  const findings: Finding[] = [];
  if (value.trim() === "") {
    const message = `The variant has no value for option ${quoted(option)}.`;
    findings.push(errorAt("preflight.option-value-missing", { field, message, variantId }));
  }
  if (value.trim().length > MAX_TEXT_LENGTH) {
    const message = `The value ${quoted(value)} has ${value.trim().length} characters.`;
    findings.push(errorAt("preflight.option-value-too-long", { field, message, variantId }));
  }
  if (value.includes(SEPARATOR)) {
    const message = `The value ${quoted(value)} contains " / ".`;
    findings.push(errorAt("preflight.option-value-separator", { field, message, variantId }));
  }
  return findings;
}

function sameCombination({ variantId }: CheckedVariant, values: readonly string[]): Finding {
  const message =
    values.length === 0
      ? "The product has no options and more than one variant."
      : `Another variant of the product is ${quoted(values.join(SEPARATOR))} already.`;
  return errorAt("preflight.duplicate-option-combination", { field: "optionValues", message, variantId });
}

function twoSpellings({ variantId }: CheckedVariant, index: number, first: string, value: string): Finding {
  const message = `${quoted(value)} and ${quoted(first)} are the same value to Shopify.`;
  return errorAt("preflight.duplicate-option-value", { field: `optionValues.${index}`, message, variantId });
}
