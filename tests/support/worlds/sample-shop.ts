import type { ProductView, ShopView } from "#tests/simulator/admin/shop-view.ts";

export interface SampleShop extends ShopView {
  /** What the merchant's hand was asked to do. */
  readonly done: string[];
}

/** One shop with one product, kept in memory, whose merchant's hand only writes down what it is asked for. */
export function createSampleShop(overrides: Partial<ProductView> = {}): SampleShop {
  const done: string[] = [];
  const product: ProductView = {
    id: "11",
    title: "Blue <Shirt>",
    handle: "blue-shirt",
    status: "ACTIVE",
    vendor: "Relay",
    productType: "Shirts",
    tags: ["summer"],
    options: [{ name: "Size", values: ["S", "M"] }],
    variants: ["S", "M"].map((size, at) => ({
      id: `2${at}`,
      title: size,
      sku: `SHIRT-${size}`,
      barcode: null,
      price: "19.90",
      compareAtPrice: null,
      stock: [{ locationId: "5", available: 3 + at }],
    })),
    images: [],
    metafields: [{ namespace: "app--1--relay", key: "product_id", type: "id", value: "p-11" }],
    publications: ["Online Store"],
    updatedAt: new Date("2026-11-23T10:00:00Z"),
    ...overrides,
  };
  let isInstalled = true;
  let isDeleted = false;
  const note = async (...words: unknown[]) => void done.push(words.join(" "));
  return {
    done,
    domain: "sample.myshopify.com",
    name: "Sample store",
    currencyCode: "EUR",
    isAppInstalled: () => isInstalled,
    countProducts: () => (isDeleted ? 0 : 1),
    listProducts: ({ search }) =>
      isDeleted || !product.title.includes(search) ? { products: [], matches: 0 } : { products: [product], matches: 1 },
    findProduct: (id) => (id === product.id && !isDeleted ? product : null),
    locations: () => [{ id: "5", name: "Warehouse" }],
    ledger: () => [
      {
        sequence: 1,
        operation: "productSet",
        effect: "product-created",
        productId: "11",
        variantCount: 2,
        costPoints: 11,
        at: new Date("2026-11-23T10:00:00Z"),
      },
    ],
    hand: {
      renameProduct: (...values) => note("rename", ...values),
      setPrice: (...values) => note("price", ...values),
      addVariant: (...values) => note("variant", ...values),
      addImage: (...values) => note("image", ...values),
      setStock: (...values) => note("stock", ...values),
      placeOrder: async () => {
        throw new Error("Not enough stock");
      },
      async deleteProduct() {
        isDeleted = true;
      },
      async uninstallApp() {
        isInstalled = false;
      },
      async installApp() {
        isInstalled = true;
      },
    },
  };
}
