import type pg from "pg";

export const VARIANTS_PER_PRODUCT = 3;

export interface CatalogToFill {
  readonly organizationId: string;
  readonly categoryIds: readonly string[];
  readonly variants: number;
}

/** As the import makes them: ordered by time, so that a catalog lies in the order in which it came. */
const timeOrderedId = (number: string) =>
  `(lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint + ${number} / 20), 12, '0')
    || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid`;

/**
 * Puts a catalog of so many variants, three per product, into an organization by two statements, with texts and pictures
 * of a usual length. Nothing of it is approved. The planner's statistics are brought up to date, so that a measurement
 * does not depend on when autovacuum comes by.
 */
export async function fillCatalog(client: pg.Client, { organizationId, categoryIds, variants }: CatalogToFill) {
  await client.query(
    `INSERT INTO products (id, organization_id, external_id, category_id, handle, title, description_html, vendor,
       product_type_name, tags, options, images)
     SELECT ${timeOrderedId("number")}, $1, 'bench-' || number, ($2::uuid[])[1 + number % cardinality($2::uuid[])],
       'bench-product-' || number, 'Everyday shirt no. ' || number,
       '<p>Made to last: the everyday shirt no. ' || number || '.</p>'
         || repeat('<p>Every piece is checked by hand before it leaves us.</p>', 2 + number % 6),
       'Vendor ' || number % 40, 'Shirt', ARRAY['shirt', 'season-' || number % 4],
       '[{"name": "Size", "values": ["S", "M", "L"]}]'::jsonb,
       jsonb_build_array(jsonb_build_object('url', 'https://cdn.shopify.com/s/files/1/0000/0001/products/' || number || '.jpg', 'alt', 'Front'))
     FROM generate_series(1, $3::int) AS number`,
    [organizationId, categoryIds, Math.ceil(variants / VARIANTS_PER_PRODUCT)],
  );
  await client.query(
    `INSERT INTO variants (id, organization_id, product_id, external_id, position, sku, barcode, option_values, price,
       compare_at_price, cost, currency_code, weight_grams)
     SELECT ${timeOrderedId("number")}, $1, product.id, 'SKU-' || number, number % ${VARIANTS_PER_PRODUCT}, 'SKU-' || number,
       lpad((4000000000000 + number)::text, 13, '0'), ARRAY[(ARRAY['S', 'M', 'L'])[1 + number % ${VARIANTS_PER_PRODUCT}]],
       4.99 + number % 200, 9.99 + number % 200, 2.5, 'USD', 100 + number % 900
     FROM (SELECT id, (split_part(external_id, '-', 2)::int - 1) * ${VARIANTS_PER_PRODUCT} AS first
       FROM products WHERE organization_id = $1) AS product,
       generate_series(product.first, least(product.first + ${VARIANTS_PER_PRODUCT}, $2::int) - 1) AS number
     ORDER BY number`,
    [organizationId, variants],
  );
  await client.query("ANALYZE products, variants");
}
