import type { Ledger } from "./ledger/ledger.ts";
import { MerchantHand } from "./merchant/hand.ts";
import type { ShopPlan, ShopStanding } from "./options.ts";
import { variantTitle } from "./rules/variants/titles.ts";
import type { PointBucket } from "./state/bucket.ts";
import { type BulkOperationStatus, type BulkOperationType, statusAt } from "./state/bulk-operations.ts";
import { gid, idOfKind } from "./state/gids.ts";
import { mediaStatusAt } from "./state/media-status.ts";
import type { ProductRecord, ProductStatus, VariantRecord } from "./state/records.ts";
import type { ReceivedTrigger, ShopState, Traffic } from "./state/shop.ts";
import { findByCustomId } from "./rules/products/product-identifier.ts";

export interface SimulatedVariant {
  gid: string;
  title: string;
  position: number;
  optionValues: string[];
  sku: string | null;
  barcode: string | null;
  price: string;
  compareAtPrice: string | null;
  inventoryItemGid: string;
  tracked: boolean;
  cost: string | null;
  stock: { locationGid: string; available: number; committed: number }[];
  metafields: SimulatedMetafield[];
}

export interface SimulatedMetafield {
  namespace: string;
  key: string;
  type: string;
  value: string;
}

/** A product as it is in the shop now; a copy, changing it changes nothing. */
export interface SimulatedProduct {
  gid: string;
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  seo: { title: string | null; description: string | null };
  /** `gid://shopify/TaxonomyCategory/…`; null where none was given. */
  categoryGid: string | null;
  status: ProductStatus;
  options: { name: string; values: string[] }[];
  variants: SimulatedVariant[];
  metafields: SimulatedMetafield[];
  media: { gid: string; source: string; alt: string; isReady: boolean }[];
  publicationGids: string[];
  collectionGids: string[];
  createdAtMs: number;
  updatedAtMs: number;
}

export interface SimulatedBulkOperation {
  gid: string;
  type: BulkOperationType;
  status: BulkOperationStatus;
  /** The query or mutation as it was sent. */
  document: string;
  objectCount: number;
}

export interface SimulatedLocation {
  gid: string;
  name: string;
  isActive: boolean;
}

/** One shop, as tests and the pages of the demo see it. */
export class SimulatedShop {
  /** What the merchant does beside the app. */
  readonly merchant: MerchantHand;
  readonly #state: ShopState;

  constructor(state: ShopState) {
    this.#state = state;
    this.merchant = new MerchantHand(state);
  }

  get domain(): string {
    return this.#state.domain;
  }

  get name(): string {
    return this.#state.name;
  }

  get currencyCode(): string {
    return this.#state.currencyCode;
  }

  get plan(): ShopPlan {
    return this.#state.plan;
  }

  /** Whether Shopify serves the shop; settable. */
  get standing(): ShopStanding {
    return this.#state.standing;
  }

  set standing(standing: ShopStanding) {
    this.#state.standing = standing;
  }

  get isAppInstalled(): boolean {
    return this.#state.installation.isInstalled;
  }

  /** How often tokens were given out, and how many access tokens are good now. */
  get tokens(): { exchanges: number; refreshes: number; accessTokens: number } {
    const { exchangeCount, refreshCount, accessTokens } = this.#state.installation;
    return { exchanges: exchangeCount, refreshes: refreshCount, accessTokens: accessTokens.size };
  }

  get ledger(): Ledger {
    return this.#state.ledger;
  }

  /** The points of the app: `status()`, and what a test may do to them. */
  get bucket(): PointBucket {
    return this.#state.bucket;
  }

  get traffic(): Readonly<Traffic> {
    return this.#state.traffic;
  }

  get productCount(): number {
    return this.#state.catalog.productCount;
  }

  get variantCount(): number {
    return this.#state.catalog.variantCount;
  }

  /** Oldest first. */
  products(): readonly SimulatedProduct[] {
    return Array.from(this.#state.catalog.products(), (product) => this.#describe(product));
  }

  /** A page of the products, newest first, without describing the others. `search` looks into titles, handles and SKUs. */
  productPage(page: { search?: string; offset: number; limit: number }): {
    products: readonly SimulatedProduct[];
    matches: number;
  } {
    const wanted = page.search?.trim().toLowerCase() ?? "";
    const matching = [...this.#state.catalog.products()].filter((product) => matches(product, wanted)).toReversed();
    const products = matching.slice(page.offset, page.offset + page.limit);
    return { products: products.map((product) => this.#describe(product)), matches: matching.length };
  }

  findProduct(productGid: string): SimulatedProduct | null {
    const product = this.#state.catalog.product(idOfKind("Product", productGid));
    return product && this.#describe(product);
  }

  /** The product that carries this value of the unique metafield `$app:<namespace>` / `key`, as the app would look it up. */
  findProductByCustomId(customId: { namespace: string; key: string; value: string }): SimulatedProduct | null {
    const product = findByCustomId(this.#state, customId);
    return product && this.#describe(product);
  }

  /** Oldest first. */
  bulkOperations(): readonly SimulatedBulkOperation[] {
    return this.#state.bulkOperations.all().map((operation) => ({
      gid: gid("BulkOperation", operation.id),
      type: operation.type,
      status: statusAt(operation, this.#state.nowMs()),
      document: operation.document,
      objectCount: operation.objectCount,
    }));
  }

  /** What the app has sent to Shopify Flow, oldest first. */
  flowTriggers(): readonly ReceivedTrigger[] {
    return [...this.#state.flowTriggers];
  }

  locations(): readonly SimulatedLocation[] {
    return this.#state.locations.map((location) => ({
      gid: gid("Location", location.id),
      name: location.name,
      isActive: location.isActive,
    }));
  }

  publications(): readonly { gid: string; name: string }[] {
    return this.#state.publications.map(({ id, name }) => ({ gid: gid("Publication", id), name }));
  }

  #describe(product: ProductRecord): SimulatedProduct {
    const nowMs = this.#state.nowMs();
    return {
      gid: gid("Product", product.id),
      handle: product.handle,
      title: product.title,
      descriptionHtml: product.descriptionHtml,
      vendor: product.vendor,
      productType: product.productType,
      tags: [...product.tags],
      seo: { title: product.seoTitle, description: product.seoDescription },
      categoryGid: product.categoryId,
      status: product.status,
      options: product.options.map(({ name, values }) => ({ name, values: values.map((value) => value.name) })),
      variants: product.variants.map((variant, index) => describeVariant(variant, index + 1)),
      metafields: product.metafields.map(({ namespace, key, type, value }) => ({ namespace, key, type, value })),
      media: product.media.map((file) => ({
        gid: gid("MediaImage", file.id),
        source: file.originalSource,
        alt: file.alt,
        isReady: mediaStatusAt(file, nowMs) === "READY",
      })),
      publicationGids: product.publicationIds.map((id) => gid("Publication", id)),
      collectionGids: product.collectionIds.map((id) => gid("Collection", id)),
      createdAtMs: product.createdAtMs,
      updatedAtMs: product.updatedAtMs,
    };
  }
}

function matches(product: ProductRecord, wanted: string): boolean {
  return (
    wanted === "" ||
    product.title.toLowerCase().includes(wanted) ||
    product.handle.includes(wanted) ||
    product.variants.some((variant) => variant.sku?.toLowerCase().includes(wanted) === true)
  );
}

function describeVariant(variant: VariantRecord, position: number): SimulatedVariant {
  return {
    gid: gid("ProductVariant", variant.id),
    title: variantTitle(variant),
    position,
    optionValues: variant.values.map((value) => value.name),
    sku: variant.sku,
    barcode: variant.barcode,
    price: variant.price,
    compareAtPrice: variant.compareAtPrice,
    inventoryItemGid: gid("InventoryItem", variant.item.id),
    tracked: variant.item.tracked,
    cost: variant.item.cost,
    stock: variant.item.levels.map(({ locationId, available, committed }) => ({
      locationGid: gid("Location", locationId),
      available,
      committed,
    })),
    metafields: variant.metafields.map(({ namespace, key, type, value }) => ({ namespace, key, type, value })),
  };
}
