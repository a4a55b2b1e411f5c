import { Prisma } from "@prisma/client";

/** Columns over `products p` and its route `route` (absent when it has none), named as the snapshot names them. */
const productColumns = Prisma.sql`
  p.handle, p.title, p.description_html AS "descriptionHtml", p.vendor, p.product_type_name AS "productTypeName",
  p.tags || coalesce(route.extra_tags, '{}') AS tags,
  coalesce(CASE WHEN p.status = 'ACTIVE' THEN route.status_on_create END, p.status) AS status,
  p.seo_title AS "seoTitle", p.seo_description AS "seoDescription", p.images, p.metafields,
  jsonb_build_object('publicationIds', to_jsonb(coalesce(route.publication_ids, '{}'))) AS route`;

const optionNames = Prisma.sql`(
  SELECT string_agg(option ->> 'name', chr(31)) FROM jsonb_array_elements(p.options) AS option) AS "optionNames"`;

const money = (amount: Prisma.Sql) =>
  Prisma.sql`trim_scale(CASE WHEN coalesce(route.price_factor, 1) = 1 THEN ${amount} ELSE round(${amount} * route.price_factor, 2) END)::text`;

/** The same over `variants v` and its product's route `route`. */
const variantColumns = Prisma.sql`
  v.position, v.sku, v.barcode, v.option_values AS "optionValues",
  ${money(Prisma.sql`v.price`)} AS price, ${money(Prisma.sql`v.compare_at_price`)} AS "compareAtPrice",
  trim_scale(v.cost)::text AS cost, v.currency_code AS "currencyCode", v.weight_grams AS "weightGrams",
  v.image_url AS "imageUrl", v.requires_shipping AS "requiresShipping", v.is_taxable AS "isTaxable",
  v.is_tracked AS "isTracked", v.inventory_policy AS "inventoryPolicy", v.hs_code AS "hsCode",
  v.country_of_origin AS "countryOfOrigin"`;

/**
 * A lateral `payload (product, product_hash)`. Equal content gives an equal hash, which tells "unchanged" without a
 * comparison of fields. The values of the options belong to the variants: one variant more must not make the others
 * look changed, so the hash holds the options' names alone. OFFSET 0 keeps each expression from being worked out once
 * for every place that names it.
 */
export const productPayload = Prisma.sql`LATERAL (
  SELECT to_jsonb(content) AS product, md5(hashed::text) AS product_hash
  FROM (SELECT ${productColumns}, p.options OFFSET 0) AS content, (SELECT ${productColumns}, ${optionNames} OFFSET 0) AS hashed
  OFFSET 0) AS payload`;

/** A lateral `payload (variant, variant_hash)`, as `productPayload`. */
export const variantPayload = Prisma.sql`LATERAL (
  SELECT to_jsonb(content) AS variant, md5(content::text) AS variant_hash
  FROM (SELECT ${variantColumns} OFFSET 0) AS content
  OFFSET 0) AS payload`;
