import type { ColumnMapping } from "../csv/mapped-csv.ts";

/** Vendure's product CSV: the product's columns on its first line alone, options and facets in one column each. */
export const vendureMapping: ColumnMapping = {
  name: "vendure",
  recognizedBy: ["name", "slug", "optionGroups", "optionValues", "facets", "stockOnHand"],
  columns: {
    productKey: "slug",
    handle: "slug",
    title: "name",
    descriptionHtml: "description",
    sku: "sku",
    price: "price",
    isTracked: "trackInventory",
    quantity: "stockOnHand",
    variantImage: "variantAssets",
  },
  options: { names: "optionGroups", values: "optionValues", separator: "|" },
  images: { columns: ["assets"], separator: "|" },
  labels: { column: "facets", separator: "|", category: "category", vendor: "brand" },
  isKeyInherited: true,
};
