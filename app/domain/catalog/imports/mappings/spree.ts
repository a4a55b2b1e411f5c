import type { ColumnMapping } from "../csv/mapped-csv.ts";

const CUSTOM_FIELDS = [
  "wattage",
  "voltage",
  "warranty",
  "capacity",
  "runtime",
  "room_coverage",
  "noise_level",
  "connectivity",
];

/** Spree's product CSV: a first line for the product, a line per variant, and further lines for prices of other currencies. */
export const spreeMapping: ColumnMapping = {
  name: "spree",
  recognizedBy: ["slug", "sku", "name", "inventory_count", "option1_name", "option1_value"],
  columns: {
    productKey: "slug",
    handle: "slug",
    title: "name",
    descriptionHtml: "description",
    category: "category1",
    productTypeName: "product_type",
    tags: "tags",
    status: "status",
    seoTitle: "meta_title",
    seoDescription: "meta_description",
    sku: "sku",
    price: "price",
    compareAtPrice: "compare_at_price",
    currency: "currency",
    weight: "weight",
    weightUnit: "weight_unit",
    isTracked: "track_inventory",
    quantity: "inventory_count",
    inventoryPolicy: "inventory_backorderable",
    variantImage: "image1_src",
  },
  options: {
    pairs: [
      { name: "option1_name", value: "option1_value" },
      { name: "option2_name", value: "option2_value" },
    ],
  },
  images: { columns: ["image1_src"] },
  categorySeparator: " -> ",
  metafields: CUSTOM_FIELDS.map((key) => ({
    column: `custom_field.custom.${key}`,
    namespace: "custom",
    key,
    type: "single_line_text_field",
  })),
  isParentOnFirstLine: true,
};
