import { z } from "zod";
import { productTypes } from "#app/domain/catalog/product-states.ts";
import { productStatuses } from "./product-draft.ts";
import { cleanText } from "./repairs.ts";

/** PostgreSQL stores no NUL, and no shop shows a control character. */
const text = z.string().transform((said) => cleanText(said).trim());
const optionalText = text.optional().transform((said) => said || null);
const upperCase = (said: unknown) => (typeof said === "string" ? said.trim().toUpperCase() : said);
const number = z.union([z.string(), z.number()], "must be a number, as such or as text").transform(String);

/** Many systems write null for a field that they do not fill in. */
const withoutNulls = (said: unknown) =>
  typeof said === "object" && said !== null && !Array.isArray(said)
    ? Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
    : said;
const record = <Shape extends z.ZodRawShape>(shape: Shape) => z.preprocess(withoutNulls, z.strictObject(shape));

const variantLine = record({
  externalId: text.optional(),
  sku: optionalText,
  barcode: optionalText,
  optionValues: z.array(text).default([]),
  price: number.optional(),
  compareAtPrice: number.optional(),
  cost: number.optional(),
  currencyCode: z.preprocess(upperCase, z.string()).optional(),
  weightGrams: number.optional(),
  imageUrl: optionalText,
  requiresShipping: z.boolean().default(true),
  isTaxable: z.boolean().default(true),
  isTracked: z.boolean().default(true),
  inventoryPolicy: z.preprocess(upperCase, z.enum(["DENY", "CONTINUE"])).default("DENY"),
  hsCode: optionalText,
  countryOfOrigin: z.preprocess(upperCase, z.string().optional()),
  stockOnHand: z.int().optional(),
});

/** One line of our JSON Lines format; docs/import.md describes it. */
export const productLine = record({
  externalId: text,
  handle: text.default(""),
  title: text.default(""),
  descriptionHtml: z.string().default("").transform(cleanText),
  vendor: text.default(""),
  productTypeName: text.default(""),
  category: text.default(""),
  type: z.preprocess(upperCase, z.enum(productTypes)).default("NORMAL"),
  tags: z.array(text).default([]),
  status: z.preprocess(upperCase, z.enum(productStatuses)).default("ACTIVE"),
  seoTitle: optionalText,
  seoDescription: optionalText,
  /** Names; the values are the variants'. */
  options: z.array(text).default([]),
  images: z.array(record({ url: text, alt: optionalText })).default([]),
  metafields: z
    .array(z.strictObject({ namespace: text, key: text, type: text, value: z.string().transform(cleanText) }))
    .default([]),
  variants: z.array(variantLine),
});

export type JsonProduct = z.infer<typeof productLine>;
export type JsonVariant = z.infer<typeof variantLine>;
