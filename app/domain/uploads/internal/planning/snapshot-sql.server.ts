import { Prisma } from "@prisma/client";
import { PRODUCT_FIELDS, VARIANT_FIELDS } from "../../field-modes.ts";
import { priceRule, routeCost, routeCurrency, routePrice } from "./price-rule-sql.server.ts";

/**
 * Shopify's category of each category that names one itself or below one that does: a query of columns category_id and
 * taxonomy_category_id.
 */
export const taxonomyCategories = (organizationId: string): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (node.id) node.id AS category_id, above.shopify_taxonomy_category_id AS taxonomy_category_id
  FROM categories node
  CROSS JOIN LATERAL unnest(node.lineage) AS ancestor(id)
  JOIN categories above ON above.id = ancestor.id AND above.shopify_taxonomy_category_id IS NOT NULL
  WHERE node.organization_id = ${organizationId}::uuid
  ORDER BY node.id, above.depth DESC`;

/** Columns over `products p`, its `taxonomy` and its `route` (absent when it has none), named as the snapshot names them. */
const productColumns = Prisma.sql`
  p.handle, p.title, p.description_html AS "descriptionHtml", p.vendor, p.product_type_name AS "productTypeName",
  p.tags || coalesce(route.extra_tags, '{}') AS tags,
  coalesce(CASE WHEN p.status = 'ACTIVE' THEN route.status_on_create END, p.status) AS status,
  p.seo_title AS "seoTitle", p.seo_description AS "seoDescription", p.images, p.metafields,
  taxonomy.taxonomy_category_id AS "taxonomyCategoryId", coalesce(route.collection_ids, '{}') AS "collectionIds"`;

const routeOf = (fieldModes: Prisma.Sql) => Prisma.sql`
  jsonb_build_object('publicationIds', to_jsonb(coalesce(route.publication_ids, '{}')), 'fieldModes', ${fieldModes}) AS route`;

/** Options that are no list fail when the product is taken up, and must not keep the others from being planned. */
const optionNames = Prisma.sql`(
  SELECT string_agg(option ->> 'name', chr(31))
  FROM jsonb_array_elements(CASE WHEN jsonb_typeof(p.options) = 'array' THEN p.options ELSE '[]' END) AS option) AS "optionNames"`;

const allModes = Prisma.sql`coalesce(route.field_modes, '{}')`;
const modesOfProduct = Prisma.sql`${allModes} - ${[...VARIANT_FIELDS]}::text[]`;
const modesOfVariant = Prisma.sql`${allModes} - ${[...PRODUCT_FIELDS]}::text[]`;

/** The same over `variants v`, its product's `route` and the `rule` of its prices. */
const variantColumns = Prisma.sql`
  v.position, v.sku, v.barcode, v.option_values AS "optionValues",
  ${routePrice(Prisma.sql`v.price`)} AS price, ${routePrice(Prisma.sql`v.compare_at_price`)} AS "compareAtPrice",
  ${routeCost(Prisma.sql`v.cost`)} AS cost, ${routeCurrency} AS "currencyCode", v.weight_grams AS "weightGrams",
  v.image_url AS "imageUrl", v.requires_shipping AS "requiresShipping", v.is_taxable AS "isTaxable",
  v.is_tracked AS "isTracked", v.inventory_policy AS "inventoryPolicy", v.hs_code AS "hsCode",
  v.country_of_origin AS "countryOfOrigin"`;

/**
 * A lateral `payload (product, product_hash)`. Equal content gives an equal hash, which tells "unchanged" without a
 * comparison of fields. The values of the options belong to the variants: one variant more must not make the others
 * look changed, so the hash holds the options' names alone. Who owns a field is part of what would be sent: the hash
 * holds the modes of the product's own fields. OFFSET 0 keeps each expression from being worked out once for every
 * place that names it.
 */
export const productPayload = Prisma.sql`LATERAL (
  SELECT to_jsonb(content) AS product, md5(hashed::text) AS product_hash
  FROM (SELECT ${productColumns}, ${routeOf(allModes)}, p.options OFFSET 0) AS content,
    (SELECT ${productColumns}, ${routeOf(modesOfProduct)}, ${optionNames} OFFSET 0) AS hashed
  OFFSET 0) AS payload`;

/** A lateral `payload (variant, variant_hash)`, as `productPayload`, with the modes of the variants' fields. */
export const variantPayload = Prisma.sql`LATERAL (
  SELECT row_to_json(content) AS variant, md5(content::text || (${modesOfVariant})::text) AS variant_hash
  FROM ${priceRule}
  CROSS JOIN LATERAL (SELECT ${variantColumns} OFFSET 0) AS content
  OFFSET 0) AS payload`;
