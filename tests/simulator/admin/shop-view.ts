/** One shop as the pages of the simulated admin show it. */
export interface ShopView {
  /** `<name>.myshopify.com` */
  readonly domain: string;
  readonly name: string;
  readonly currencyCode: string;
  isAppInstalled(): boolean;
  countProducts(): number;
  /** Newest first. */
  listProducts(page: ProductPageRequest): ProductPage;
  findProduct(id: string): ProductView | null;
  locations(): readonly LocationView[];
  /** Newest first. */
  ledger(limit: number): readonly LedgerLine[];
  readonly hand: MerchantHand;
}

export interface ProductPageRequest {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

export interface ProductPage {
  readonly products: readonly ProductView[];
  readonly matches: number;
}

export interface LocationView {
  readonly id: string;
  readonly name: string;
}

export interface ProductView {
  readonly id: string;
  readonly title: string;
  readonly handle: string;
  readonly status: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly variants: readonly VariantView[];
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly metafields: readonly {
    readonly namespace: string;
    readonly key: string;
    readonly type: string;
    readonly value: string;
  }[];
  readonly publications: readonly string[];
  readonly updatedAt: Date;
}

export interface VariantView {
  readonly id: string;
  readonly title: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly price: string;
  readonly compareAtPrice: string | null;
  readonly stock: readonly { readonly locationId: string; readonly available: number }[];
}

export interface LedgerLine {
  readonly sequence: number;
  readonly operation: string;
  readonly effect: string;
  readonly productId: string | null;
  readonly variantCount: number;
  readonly costPoints: number;
  readonly at: Date;
}

/** What a merchant does in the shop without asking the app. Each throws an Error whose message can be shown. */
export interface MerchantHand {
  renameProduct(productId: string, title: string): Promise<void>;
  setPrice(productId: string, variantId: string, price: string): Promise<void>;
  addVariant(productId: string, optionValues: readonly string[], price: string): Promise<void>;
  addImage(productId: string, url: string): Promise<void>;
  deleteProduct(productId: string): Promise<void>;
  setStock(variantId: string, locationId: string, available: number): Promise<void>;
  placeOrder(variantId: string, quantity: number): Promise<void>;
  uninstallApp(): Promise<void>;
  installApp(): Promise<void>;
}
