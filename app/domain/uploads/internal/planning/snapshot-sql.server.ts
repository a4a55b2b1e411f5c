import { Prisma } from "@prisma/client";

/**
 * The product's snapshot over `products p` and its route `route` (absent when it has none). jsonb keeps keys in one
 * order, so equal content gives equal text, and its md5 tells "unchanged" without a comparison of fields.
 */
export const productSnapshot = Prisma.sql`jsonb_build_object(
  'handle', p.handle,
  'title', p.title,
  'descriptionHtml', p.description_html,
  'vendor', p.vendor,
  'productTypeName', p.product_type_name,
  'tags', to_jsonb(p.tags || coalesce(route.extra_tags, '{}')),
  'status', coalesce(CASE WHEN p.status = 'ACTIVE' THEN route.status_on_create END, p.status),
  'seoTitle', p.seo_title,
  'seoDescription', p.seo_description,
  'options', p.options,
  'images', p.images,
  'metafields', p.metafields,
  'route', jsonb_build_object('publicationIds', to_jsonb(coalesce(route.publication_ids, '{}'))))`;

/**
 * The hash of the snapshot `payload.product`. The values of the options belong to the variants: one variant more must
 * not make the others look changed.
 */
export const productHash = Prisma.sql`md5((payload.product - 'options')::text
  || coalesce((SELECT string_agg(option ->> 'name', chr(31)) FROM jsonb_array_elements(payload.product -> 'options') AS option), ''))`;

const money = (amount: Prisma.Sql) =>
  Prisma.sql`trim_scale(CASE WHEN coalesce(route.price_factor, 1) = 1 THEN ${amount} ELSE round(${amount} * route.price_factor, 2) END)::text`;

/** The variant's snapshot over `variants v` and its product's route `route`. */
export const variantSnapshot = Prisma.sql`jsonb_build_object(
  'position', v.position,
  'sku', v.sku,
  'barcode', v.barcode,
  'optionValues', to_jsonb(v.option_values),
  'price', ${money(Prisma.sql`v.price`)},
  'compareAtPrice', ${money(Prisma.sql`v.compare_at_price`)},
  'cost', trim_scale(v.cost)::text,
  'currencyCode', v.currency_code,
  'weightGrams', v.weight_grams,
  'imageUrl', v.image_url,
  'requiresShipping', v.requires_shipping,
  'isTaxable', v.is_taxable,
  'isTracked', v.is_tracked,
  'inventoryPolicy', v.inventory_policy,
  'hsCode', v.hs_code,
  'countryOfOrigin', v.country_of_origin)`;
