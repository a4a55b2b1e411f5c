import type pg from "pg";

export const VARIANTS_PER_PRODUCT = 3;

export interface CatalogToFill {
  readonly organizationId: string;
  readonly categoryIds: readonly string[];
  readonly variants: number;
  readonly variantsPerProduct?: number;
  readonly hasImages?: boolean;
}

/** Shopify takes no more values of one option in one call. */
const VALUES_PER_OPTION = 50;

/** As the import makes them: ordered by time, so that a catalog lies in the order in which it came. */
const timeOrderedId = (number: string) =>
  `(lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint + ${number} / 20), 12, '0')
    || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid`;

/** Sizes for one product's variants, and colours when there are more than one option may have. */
function optionsOf(variantsPerProduct: number): { name: string; values: string[] }[] {
  if (variantsPerProduct <= 3) return [{ name: "Size", values: ["S", "M", "L"] }];
  const values = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
  const sizes = values(Math.min(variantsPerProduct, VALUES_PER_OPTION));
  const colours = values(Math.ceil(variantsPerProduct / VALUES_PER_OPTION));
  return [{ name: "Size", values: sizes }, ...(colours.length > 1 ? [{ name: "Colour", values: colours }] : [])];
}

/**
 * Puts a catalog of so many variants, three per product unless said, into an organization by two statements, with texts
 * and pictures of a usual length; its categories take turns. Nothing of it is approved. The planner's statistics are
 * brought up to date, so that a measurement does not depend on when autovacuum comes by.
 */
export async function fillCatalog(client: pg.Client, catalog: CatalogToFill) {
  const { organizationId, categoryIds, variants } = catalog;
  const { variantsPerProduct = VARIANTS_PER_PRODUCT, hasImages = true } = catalog;
  const options = optionsOf(variantsPerProduct);
  const [sizes, colours] = [options[0]?.values ?? [], options[1]?.values ?? []];
  await client.query(
    `INSERT INTO products (id, organization_id, external_id, category_id, handle, title, description_html, vendor,
       product_type_name, tags, options, images)
     SELECT ${timeOrderedId("number")}, $1, 'bench-' || number, ($2::uuid[])[1 + number % cardinality($2::uuid[])],
       'bench-product-' || number, 'Everyday shirt no. ' || number,
       '<p>Made to last: the everyday shirt no. ' || number || '.</p>'
         || repeat('<p>Every piece is checked by hand before it leaves us.</p>', 2 + number % 6),
       'Vendor ' || number % 40, 'Shirt', ARRAY['shirt', 'season-' || number % 4],
       $4::jsonb, CASE WHEN $5::boolean THEN
         jsonb_build_array(jsonb_build_object('url', 'https://cdn.shopify.com/s/files/1/0000/0001/products/' || number || '.jpg', 'alt', 'Front'))
         ELSE '[]'::jsonb END
     FROM generate_series(1, $3::int) AS number`,
    [organizationId, categoryIds, Math.ceil(variants / variantsPerProduct), JSON.stringify(options), hasImages],
  );
  await client.query(
    `INSERT INTO variants (id, organization_id, product_id, external_id, position, sku, barcode, option_values, price,
       compare_at_price, cost, currency_code, weight_grams)
     SELECT ${timeOrderedId("number")}, $1, product.id, 'SKU-' || number, number - product.first, 'SKU-' || number,
       lpad((4000000000000 + number)::text, 13, '0'), ARRAY[($4::text[])[1 + (number - product.first) % cardinality($4::text[])]]
         || ($5::text[])[1 + (number - product.first) / cardinality($4::text[]) : 1 + (number - product.first) / cardinality($4::text[])],
       4.99 + number % 200, 9.99 + number % 200, 2.5, 'USD', 100 + number % 900
     FROM (SELECT id, (split_part(external_id, '-', 2)::int - 1) * $3::int AS first
       FROM products WHERE organization_id = $1) AS product,
       generate_series(product.first, least(product.first + $3::int, $2::int) - 1) AS number
     ORDER BY number`,
    [organizationId, variants, variantsPerProduct, sizes, colours],
  );
  await client.query("ANALYZE products, variants");
}
