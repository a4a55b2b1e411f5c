import { z } from "zod";
import { productTypes } from "#app/domain/catalog/product-states.ts";

export const MAX_OPTIONS = 3;
/** Shopify: changelog of 2025-10-15, for all shops. */
export const MAX_VARIANTS = 2048;
/** Shopify: titles, option names and values, tags and skus hold 255 characters. */
export const MAX_NAME_LENGTH = 255;
export const MAX_TAGS = 250;

export const productStatuses = ["ACTIVE", "DRAFT", "ARCHIVED", "UNLISTED"] as const;
const name = z.string().min(1).max(MAX_NAME_LENGTH);
/** Not negative, fits `numeric(14, 4)`. */
const money = z
  .string()
  .regex(/^\d{1,10}(?:\.\d{1,4})?$/, "must be a number from 0 to 9999999999 with at most four decimals");

export const variantDraftSchema = z.strictObject({
  externalId: z.string().min(1).max(1000),
  sku: name.nullable(),
  barcode: name.nullable(),
  optionValues: z.array(name).max(MAX_OPTIONS),
  price: money,
  compareAtPrice: money.nullable(),
  cost: money.nullable(),
  currencyCode: z.string().regex(/^[A-Z]{3}$/, "must be a currency of ISO 4217, e.g. EUR"),
  weightGrams: z
    .string()
    .regex(/^\d{1,9}(?:\.\d{1,3})?$/, "must be grams with at most three decimals")
    .nullable(),
  imageUrl: z.url().nullable(),
  requiresShipping: z.boolean(),
  isTaxable: z.boolean(),
  isTracked: z.boolean(),
  inventoryPolicy: z.enum(["DENY", "CONTINUE"]),
  hsCode: z.string().max(MAX_NAME_LENGTH).nullable(),
  countryOfOrigin: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a country of ISO 3166-1, two letters")
    .nullable(),
  /** Pieces in the default warehouse; null leaves its stock level as it is. */
  stockOnHand: z.int().min(-2_147_483_648).max(2_147_483_647).nullable(),
  /** Where the variant came from in the file. */
  line: z.int().positive(),
});

/** What every format ends in: one product as the catalog will hold it. */
export const productDraftSchema = z.strictObject({
  externalId: z.string().min(1).max(1000),
  handle: name,
  title: name,
  descriptionHtml: z.string(),
  vendor: z.string().max(MAX_NAME_LENGTH),
  productTypeName: z.string().max(MAX_NAME_LENGTH),
  categoryPath: z.array(name).min(1).max(20),
  type: z.enum(productTypes),
  tags: z.array(name).max(MAX_TAGS),
  status: z.enum(productStatuses),
  seoTitle: z.string().nullable(),
  seoDescription: z.string().nullable(),
  options: z.array(z.strictObject({ name, values: z.array(name).min(1) })).max(MAX_OPTIONS),
  images: z.array(z.strictObject({ url: z.url(), alt: z.string().nullable() })),
  metafields: z.array(z.strictObject({ namespace: name, key: name, type: name, value: z.string() })),
  variants: z.array(variantDraftSchema).min(1).max(MAX_VARIANTS),
});

export type VariantDraft = z.infer<typeof variantDraftSchema>;
export type ProductDraft = z.infer<typeof productDraftSchema>;

/** Two variants with the same key cannot both be sold. */
export const combinationKey = (optionValues: readonly string[]): string => JSON.stringify(optionValues);

/** How a variant without a sku is found again by the next import. */
export const optionExternalId = (optionValues: readonly string[]): string =>
  optionValues.length === 0 ? "Default Title" : optionValues.join(" / ");
