import type { InventoryItemInput, ProductVariantsBulkInput } from "#app/generated/admin/admin.types.d.ts";
import type { VariantField } from "../../field-modes.ts";
import type { AcceptedVariant, VariantSnapshot } from "../snapshot.ts";
import { imageName } from "./image-name.ts";

/** What the shop shows of a variant. Options, media and the item only where they were asked for. */
export interface ShownVariantFields {
  id: string;
  sku?: string | null;
  price: unknown;
  compareAtPrice?: unknown;
  barcode?: string | null;
  taxable: boolean;
  inventoryPolicy: VariantSnapshot["inventoryPolicy"];
  selectedOptions?: readonly { value: string }[];
  media?: { nodes: readonly { id: string; image?: { url: unknown } | null }[] };
  inventoryItem?: {
    tracked: boolean;
    requiresShipping: boolean;
    harmonizedSystemCode?: string | null;
    countryCodeOfOrigin?: string | null;
    unitCost?: { amount: unknown } | null;
    measurement: { weight?: { value: number; unit: string } | null };
  };
}

type Input = Omit<ProductVariantsBulkInput, "inventoryItem">;

export interface VariantRule {
  field: VariantField;
  keys: readonly (keyof VariantSnapshot)[];
  /** What the field says, in a form in which equal contents are equal; undefined where a key was never accepted. */
  contentOf(variant: AcceptedVariant): string | null | undefined;
  shownBy(shop: ShownVariantFields): string | null;
  input?(variant: VariantSnapshot): Input;
  itemInput?(variant: VariantSnapshot): InventoryItemInput;
  /** What a read has to ask for beside the variant's own scalars. */
  asks?: "options" | "media" | "item";
}

const GRAMS = new Map([
  ["KILOGRAMS", 1000],
  ["OUNCES", 28.349523125],
  ["POUNDS", 453.59237],
]);

/** Shopify writes 10 as 10.00. */
const amount = (value: unknown): string | null =>
  typeof value === "string" || typeof value === "number" ? String(Number(value)) : null;

const text = (value: string | boolean | null | undefined): string | null | undefined =>
  value === undefined ? undefined : value === null || value === "" ? null : String(value);

const both = (one: string | null | undefined, other: string | null | undefined): string | undefined =>
  one === undefined || other === undefined ? undefined : JSON.stringify([one, other]);

export const VARIANT_RULES: readonly VariantRule[] = [
  {
    field: "price",
    keys: ["price", "compareAtPrice"],
    contentOf: ({ price, compareAtPrice }) =>
      price === undefined || compareAtPrice === undefined ? undefined : both(amount(price), amount(compareAtPrice)),
    shownBy: ({ price, compareAtPrice }) => both(amount(price), amount(compareAtPrice)) ?? null,
    input: ({ price, compareAtPrice }) => ({ price, compareAtPrice }),
  },
  {
    field: "sku",
    keys: ["sku"],
    contentOf: ({ sku }) => text(sku),
    shownBy: ({ sku }) => text(sku ?? null) ?? null,
    itemInput: ({ sku }) => (sku === null ? {} : { sku }),
  },
  {
    field: "barcode",
    keys: ["barcode"],
    contentOf: ({ barcode }) => text(barcode),
    shownBy: ({ barcode }) => text(barcode ?? null) ?? null,
    input: ({ barcode }) => ({ barcode }),
  },
  {
    field: "weight",
    keys: ["weightGrams"],
    asks: "item",
    contentOf: ({ weightGrams }) => (weightGrams === undefined ? undefined : grams(weightGrams)),
    shownBy: ({ inventoryItem }) => {
      const weight = inventoryItem?.measurement.weight;
      return grams(weight ? weight.value * (GRAMS.get(weight.unit) ?? 1) : 0);
    },
    itemInput: ({ weightGrams }) =>
      weightGrams === null ? {} : { measurement: { weight: { value: weightGrams, unit: "GRAMS" } } },
  },
  {
    field: "options",
    keys: ["optionValues"],
    asks: "options",
    contentOf: ({ optionValues }) => optionValues && titleOf(optionValues),
    shownBy: ({ selectedOptions }) => titleOf((selectedOptions ?? []).map(({ value }) => value)),
  },
  {
    field: "variantImage",
    keys: ["imageUrl"],
    asks: "media",
    contentOf: ({ imageUrl }) => (typeof imageUrl === "string" ? imageName(imageUrl) : imageUrl),
    shownBy: ({ media }) => {
      const [medium] = media?.nodes ?? [];
      // One that is still processed has no address yet, and nobody has had the time to choose another.
      return medium ? (medium.image ? imageName(String(medium.image.url)) : PROCESSING) : null;
    },
  },
  {
    field: "cost",
    keys: ["cost"],
    asks: "item",
    contentOf: ({ cost }) => (cost === undefined ? undefined : amount(cost)),
    shownBy: ({ inventoryItem }) => amount(inventoryItem?.unitCost?.amount),
    itemInput: ({ cost }) => (cost === null ? {} : { cost }),
  },
  {
    field: "tracked",
    keys: ["isTracked"],
    asks: "item",
    contentOf: ({ isTracked }) => text(isTracked),
    shownBy: ({ inventoryItem }) => String(inventoryItem?.tracked),
    itemInput: ({ isTracked }) => ({ tracked: isTracked }),
  },
  {
    field: "requiresShipping",
    keys: ["requiresShipping"],
    asks: "item",
    contentOf: ({ requiresShipping }) => text(requiresShipping),
    shownBy: ({ inventoryItem }) => String(inventoryItem?.requiresShipping),
    itemInput: ({ requiresShipping }) => ({ requiresShipping }),
  },
  {
    field: "taxable",
    keys: ["isTaxable"],
    contentOf: ({ isTaxable }) => text(isTaxable),
    shownBy: ({ taxable }) => String(taxable),
    input: ({ isTaxable }) => ({ taxable: isTaxable }),
  },
  {
    field: "inventoryPolicy",
    keys: ["inventoryPolicy"],
    contentOf: ({ inventoryPolicy }) => text(inventoryPolicy),
    shownBy: ({ inventoryPolicy }) => inventoryPolicy,
    input: ({ inventoryPolicy }) => ({ inventoryPolicy }),
  },
  {
    field: "hsCode",
    keys: ["hsCode"],
    asks: "item",
    contentOf: ({ hsCode }) => text(hsCode),
    shownBy: ({ inventoryItem }) => text(inventoryItem?.harmonizedSystemCode ?? null) ?? null,
    itemInput: ({ hsCode }) => (hsCode === null ? {} : { harmonizedSystemCode: hsCode }),
  },
  {
    field: "countryOfOrigin",
    keys: ["countryOfOrigin"],
    asks: "item",
    contentOf: ({ countryOfOrigin }) => text(countryOfOrigin),
    shownBy: ({ inventoryItem }) => text(inventoryItem?.countryCodeOfOrigin ?? null) ?? null,
    itemInput: ({ countryOfOrigin }) => (countryOfOrigin === null ? {} : { countryCodeOfOrigin: countryOfOrigin }),
  },
];

const PROCESSING = "\u0000processing";

const grams = (value: number | null): string => (value ?? 0).toFixed(3);

/** A product without options shows one value of Shopify's own. */
const titleOf = (values: readonly string[]): string =>
  values.length === 0 ? "Default Title" : values.map((value) => value.trim()).join("\u001f");
