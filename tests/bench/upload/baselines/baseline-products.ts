import type pg from "pg";
import type { ProductSetInput } from "#app/generated/admin/admin.types.d.ts";
import { IDENTITY } from "#app/shopify/operations/identity.ts";

export type CreateInput = ProductSetInput;

interface CatalogProduct {
  id: string;
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  options: { name: string; values: string[] }[];
  variants: {
    sku: string;
    barcode: string;
    price: string;
    compareAtPrice: string;
    cost: string;
    weightGrams: number;
    optionValues: string[];
  }[];
}

/** The first products of the catalog as `productSet` takes them: the same content in the same form as the product sends. */
export async function readBaselineProducts(
  client: pg.Client,
  { organizationId, limit }: { organizationId: string; limit: number },
): Promise<CreateInput[]> {
  const found = await client.query<CatalogProduct>(
    `SELECT p.id, p.handle, p.title, p.description_html AS "descriptionHtml", p.vendor, p.product_type_name AS "productType",
       p.tags, p.options,
       (SELECT jsonb_agg(jsonb_build_object('sku', v.sku, 'barcode', v.barcode, 'price', v.price::text,
          'compareAtPrice', v.compare_at_price::text, 'cost', v.cost::text, 'weightGrams', v.weight_grams,
          'optionValues', v.option_values) ORDER BY v.position) FROM variants v WHERE v.product_id = p.id) AS variants
     FROM products p WHERE p.organization_id = $1 ORDER BY p.id LIMIT $2`,
    [organizationId, limit],
  );
  return found.rows.map(toInput);
}

function toInput({ id, options, variants, ...fields }: CatalogProduct): CreateInput {
  return {
    ...fields,
    status: "ACTIVE",
    metafields: [{ ...IDENTITY, value: id }],
    productOptions: options.map(({ name }, index) => ({
      name,
      position: index + 1,
      values: [...new Set(variants.map(({ optionValues }) => optionValues[index] ?? ""))].map((value) => ({
        name: value,
      })),
    })),
    variants: variants.map(({ sku, barcode, price, compareAtPrice, cost, weightGrams, optionValues }, index) => ({
      optionValues: options.map((option, at) => ({ optionName: option.name, name: optionValues[at] ?? "" })),
      position: index + 1,
      sku,
      price,
      compareAtPrice,
      barcode,
      taxable: true,
      inventoryPolicy: "DENY",
      inventoryItem: {
        tracked: true,
        requiresShipping: true,
        cost,
        measurement: { weight: { value: weightGrams, unit: "GRAMS" } },
      },
    })),
  };
}
