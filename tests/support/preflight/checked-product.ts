import { productSnapshotSchema, variantSnapshotSchema } from "#app/domain/uploads/internal/snapshot.ts";
import type { CheckedProduct, CheckedVariant } from "#app/domain/uploads/preflight/finding.ts";

const PRODUCT = {
  handle: "linen-shirt",
  title: "Linen shirt",
  descriptionHtml: "<p>Light.</p>",
  vendor: "Relay",
  productTypeName: "Shirts",
  tags: ["summer"],
  status: "ACTIVE",
  seoTitle: null,
  seoDescription: null,
  options: [{ name: "Size", values: ["S", "M"] }],
  images: [{ url: "https://images.example.com/shirt.jpg", alt: "A shirt" }],
  metafields: [{ namespace: "custom", key: "care", type: "single_line_text_field", value: "30 °C" }],
  taxonomyCategoryId: null,
  collectionIds: [],
  route: { publicationIds: [], fieldModes: {} },
};

const VARIANT = {
  position: 1,
  sku: "SHIRT-S",
  barcode: "4006381333931",
  optionValues: ["S"],
  price: "19.9",
  compareAtPrice: null,
  cost: null,
  currencyCode: "EUR",
  weightGrams: 200,
  imageUrl: null,
  requiresShipping: true,
  isTaxable: true,
  isTracked: true,
  inventoryPolicy: "DENY",
  hsCode: null,
  countryOfOrigin: null,
};

/** A variant "v-0", "v-1" … with what differs from an ordinary one. */
export const checkedVariant = (
  index: number,
  changes: Partial<Record<keyof typeof VARIANT, unknown>> = {},
): CheckedVariant => ({
  variantId: `v-${index}`,
  variant: variantSnapshotSchema.parse({ ...VARIANT, position: index + 1, sku: `SHIRT-${index}`, ...changes }),
});

export interface ProductChanges {
  product?: Partial<Record<keyof typeof PRODUCT, unknown>>;
  /** Of each variant; two of the sizes S and M when absent. */
  variants?: Partial<Record<keyof typeof VARIANT, unknown>>[];
  currencyCode?: string;
}

/** A product that Shopify would take, with what differs from it. */
export const checkedProduct = ({
  product = {},
  variants = [{ optionValues: ["S"] }, { optionValues: ["M"] }],
  currencyCode = "EUR",
}: ProductChanges = {}): CheckedProduct => ({
  product: productSnapshotSchema.parse({ ...PRODUCT, ...product }),
  variants: variants.map((changes, index) => checkedVariant(index, changes)),
  store: { currencyCode, maxVariants: 2_048 },
});
