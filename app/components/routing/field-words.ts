import type { FieldMode, FieldName } from "#app/domain/uploads/field-modes.ts";
import type { Text } from "../texts/texts.ts";

export const modeLabels: Record<FieldMode, Text> = {
  ours: "Ours, always",
  "until-edited": "Ours, until it is edited in the shop",
  shop: "The shop's, after creation",
};

export const usualLabels: Record<FieldMode, Text> = {
  ours: "As usual: ours, always",
  "until-edited": "As usual: ours, until it is edited in the shop",
  shop: "As usual: the shop's, after creation",
};

export const fieldLabels: Record<FieldName, Text> = {
  title: "Title",
  description: "Description",
  tags: "Tags",
  images: "Images",
  handle: "Handle",
  vendor: "Vendor",
  productType: "Product type",
  status: "Status",
  seo: "Search engine title and description",
  category: "Shopify category",
  collections: "Collections",
  metafields: "Metafields",
  price: "Price and compare-at price",
  sku: "SKU",
  barcode: "Barcode",
  options: "Option values",
  weight: "Weight",
  variantImage: "Variant image",
  cost: "Cost",
  tracked: "Tracked stock",
  requiresShipping: "Requires shipping",
  taxable: "Taxable",
  inventoryPolicy: "Selling when out of stock",
  hsCode: "HS code",
  countryOfOrigin: "Country of origin",
};
