import type { SimulatedProduct, SimulatedShop, Simulator } from "../simulator.ts";
import type { LedgerLine, MerchantHand, ProductView, ShopView } from "./shop-view.ts";

const numberOf = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1);
const gidOf = (kind: "Product" | "ProductVariant" | "Location", id: string): string => `gid://shopify/${kind}/${id}`;

/** The shops of a simulator as the admin's pages show them. */
export function viewShops(simulator: Simulator): ShopView[] {
  return simulator.shops().map((shop) => viewShop(simulator, shop));
}

function viewShop(simulator: Simulator, shop: SimulatedShop): ShopView {
  return {
    domain: shop.domain,
    name: shop.name,
    currencyCode: shop.currencyCode,
    isAppInstalled: () => shop.isAppInstalled,
    countProducts: () => shop.productCount,
    listProducts(request) {
      const { products, matches } = shop.productPage(request);
      return { products: products.map((product) => viewProduct(shop, product)), matches };
    },
    findProduct(id) {
      const product = shop.findProduct(gidOf("Product", id));
      return product === null ? null : viewProduct(shop, product);
    },
    locations: () => shop.locations().map(({ gid, name }) => ({ id: numberOf(gid), name })),
    ledger: (limit) => viewLedger(shop, limit),
    hand: lendHand(simulator, shop),
  };
}

function viewProduct(shop: SimulatedShop, product: SimulatedProduct): ProductView {
  const publicationNames = new Map(shop.publications().map(({ gid, name }) => [gid, name]));
  return {
    id: numberOf(product.gid),
    title: product.title,
    handle: product.handle,
    status: product.status,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    options: product.options,
    variants: product.variants.map((variant) => ({
      id: numberOf(variant.gid),
      title: variant.title,
      sku: variant.sku,
      barcode: variant.barcode,
      price: variant.price,
      compareAtPrice: variant.compareAtPrice,
      stock: variant.stock.map((level) => ({ locationId: numberOf(level.locationGid), available: level.available })),
    })),
    images: product.media.map(({ source, alt }) => ({ url: source, alt })),
    metafields: product.metafields,
    publications: product.publicationGids.map((gid) => publicationNames.get(gid) ?? gid),
    updatedAt: new Date(product.updatedAtMs),
  };
}

function viewLedger(shop: SimulatedShop, limit: number): LedgerLine[] {
  if (shop.ledger.mode === "hashes") return [];
  return shop.ledger
    .entries()
    .slice(-limit)
    .toReversed()
    .map((entry) => ({
      sequence: entry.sequence,
      operation: entry.operation,
      effect: entry.effect,
      productId: entry.productGid === null ? null : numberOf(entry.productGid),
      variantCount: entry.variantCount,
      costPoints: entry.costPoints,
      at: new Date(entry.atMs),
    }));
}

function lendHand(simulator: Simulator, shop: SimulatedShop): MerchantHand {
  const { merchant } = shop;
  return {
    async renameProduct(productId, title) {
      merchant.editProduct(gidOf("Product", productId), { title });
    },
    async setPrice(_productId, variantId, price) {
      merchant.editVariant(gidOf("ProductVariant", variantId), { price });
    },
    async addVariant(productId, optionValues, price) {
      merchant.addVariant(gidOf("Product", productId), { optionValues, price });
    },
    async addImage(productId, url) {
      merchant.addImage(gidOf("Product", productId), url);
    },
    async deleteProduct(productId) {
      merchant.deleteProduct(gidOf("Product", productId));
    },
    async setStock(variantId, locationId, available) {
      merchant.setStock(gidOf("ProductVariant", variantId), available, gidOf("Location", locationId));
    },
    async placeOrder(variantId, quantity) {
      merchant.placeOrder(gidOf("ProductVariant", variantId), quantity);
    },
    async uninstallApp() {
      simulator.uninstallApp(shop.domain);
    },
    async installApp() {
      simulator.installApp(shop.domain);
    },
  };
}
