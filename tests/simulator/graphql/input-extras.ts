/* What an input adds to a request's cost, and how long its arrays may be. */

type Input = Readonly<Record<string, unknown>>;

/** Points per entry. Shopify: schema text of ProductSetInput ("Complexity cost"). */
const points = { variant: 0.2, productFile: 1.9, variantFile: 0.6, metafield: 0.4 };

/** Extra points of one mutation for the variants, files and metafields in its arguments, before rounding. */
export function extraPoints(mutation: string, args: Input): number {
  if (mutation === "productSet") {
    const input = record(args["input"]);
    const variants = list(input["variants"]);
    let extra = variants.length * points.variant;
    extra += list(input["files"]).length * points.productFile;
    extra += list(input["metafields"]).length * points.metafield;
    for (const variant of variants) {
      if (record(variant)["file"]) extra += points.variantFile;
      extra += list(record(variant)["metafields"]).length * points.metafield;
    }
    return extra;
  }
  // Recorded: productCreate-dropped-inputs-parity. That `productUpdate` counts as `productCreate` does is not recorded.
  if (mutation === "productCreate" || mutation === "productUpdate") {
    return list(record(args["product"] ?? args["input"])["metafields"]).length * points.metafield;
  }
  // The same rates, fitted on the recorded costs of the bulk mutations; no text says so.
  if (mutation === "productVariantsBulkCreate" || mutation === "productVariantsBulkUpdate") {
    const variants = list(args["variants"]);
    let extra = variants.length * points.variant;
    for (const variant of variants) extra += list(record(variant)["metafields"]).length * points.metafield;
    return extra;
  }
  return 0;
}

/** Longest array an input may hold. Shopify: "API limits"; recorded: product-set-shape-validator (2,048 for variants). */
const maximumArrayLength = 250;
const maximumVariants = 2_048;

export interface OversizedArray {
  path: (string | number)[];
  length: number;
  maximum: number;
}

/** The first array in the arguments that is longer than Shopify takes; null when all fit. */
export function findOversizedArray(mutation: string, args: Input): OversizedArray | null {
  return search(args, [mutation]);
}

function search(value: unknown, path: (string | number)[]): OversizedArray | null {
  if (Array.isArray(value)) {
    const isVariants = path.at(-1) === "variants" || path.at(-1) === "variantsIds";
    const maximum = isVariants ? maximumVariants : maximumArrayLength;
    if (value.length > maximum) return { path: [...path], length: value.length, maximum };
    for (let index = 0; index < value.length; index += 1) {
      const entry: unknown = value[index];
      if (typeof entry !== "object" || entry === null) continue;
      path.push(index);
      const found = search(entry, path);
      path.pop();
      if (found) return found;
    }
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  for (const key in value) {
    const entry: unknown = record(value)[key];
    if (typeof entry !== "object" || entry === null) continue;
    path.push(key);
    const found = search(entry, path);
    path.pop();
    if (found) return found;
  }
  return null;
}

function list(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isInput(value: unknown): value is Input {
  return typeof value === "object" && value !== null;
}

function record(value: unknown): Input {
  return isInput(value) ? value : {};
}
