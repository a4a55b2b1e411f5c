import { z } from "zod";
import type { CountryCode } from "#app/generated/admin/admin.types.d.ts";
import { readFieldModes } from "../field-modes.ts";

const productContentSchema = z.object({
  handle: z.string(),
  title: z.string(),
  descriptionHtml: z.string(),
  vendor: z.string(),
  productTypeName: z.string(),
  tags: z.array(z.string()),
  status: z.enum(["ACTIVE", "DRAFT", "ARCHIVED", "UNLISTED"]),
  seoTitle: z.string().nullable(),
  seoDescription: z.string().nullable(),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()).default([]) })),
  images: z.array(z.object({ url: z.string(), alt: z.string().nullish() })),
  metafields: z.array(z.object({ namespace: z.string(), key: z.string(), type: z.string(), value: z.string() })),
  /** Shopify's own category, of the nearest category of ours that names one. */
  taxonomyCategoryId: z.string().nullable(),
  collectionIds: z.array(z.string()),
  route: z.object({ publicationIds: z.array(z.string()), fieldModes: z.unknown().transform(readFieldModes) }),
});

/**
 * What a product was at its approval, without its variants, and how the route wants it uploaded. What was planned by an
 * earlier release names neither a category nor collections.
 */
export const productSnapshotSchema = productContentSchema.extend({
  taxonomyCategoryId: productContentSchema.shape.taxonomyCategoryId.default(null),
  collectionIds: productContentSchema.shape.collectionIds.default([]),
});

/** What a shop has taken of a product; a field that is absent was never accepted there. */
export const acceptedContentSchema = productContentSchema.partial();

/** What a variant was at its approval. Money is decimal text in `currencyCode`, the route's price rule applied. */
export const variantSnapshotSchema = z.object({
  position: z.number(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  optionValues: z.array(z.string()),
  price: z.string(),
  compareAtPrice: z.string().nullable(),
  cost: z.string().nullable(),
  currencyCode: z.string(),
  weightGrams: z.number().nullable(),
  imageUrl: z.string().nullable(),
  requiresShipping: z.boolean(),
  isTaxable: z.boolean(),
  isTracked: z.boolean(),
  inventoryPolicy: z.enum(["DENY", "CONTINUE"]),
  hsCode: z.string().nullable(),
  /** A code that Shopify would not know is left out rather than refused with the whole product. */
  countryOfOrigin: z
    .custom<CountryCode>((value) => typeof value === "string" && /^[A-Z]{2}$/.test(value))
    .nullable()
    .catch(null),
});

/** What a shop has taken of a variant. */
export const acceptedVariantSchema = variantSnapshotSchema.partial();

export type ProductSnapshot = z.infer<typeof productSnapshotSchema>;
export type AcceptedContent = z.infer<typeof acceptedContentSchema>;
export type VariantSnapshot = z.infer<typeof variantSnapshotSchema>;
export type AcceptedVariant = z.infer<typeof acceptedVariantSchema>;
