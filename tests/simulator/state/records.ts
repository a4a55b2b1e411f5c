/* What a simulated shop keeps. Product and variant records are replaced as a whole by each write and never changed in
   place, so whoever holds one (an answer, a pending webhook) keeps what was true when it was read. `kind` is the
   record's type in the schema. */

export type ProductStatus = "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";
export type InventoryPolicy = "CONTINUE" | "DENY";

export interface MetafieldRecord {
  readonly kind: "Metafield";
  id: number;
  /** Canonical: `$app:relay` is kept as `app--<app id>--relay`. */
  namespace: string;
  key: string;
  type: string;
  value: string;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface MetafieldDefinitionRecord {
  readonly kind: "MetafieldDefinition";
  id: number;
  ownerType: string;
  namespace: string;
  key: string;
  name: string;
  description: string | null;
  type: string;
  isUnique: boolean;
  adminAccess: string;
  storefrontAccess: string;
  customerAccountAccess: string;
  validations: readonly { name: string; value: string | null }[];
  isPinned: boolean;
}

export interface OptionValueRecord {
  readonly id: number;
  readonly name: string;
}

export interface OptionRecord {
  readonly id: number;
  readonly name: string;
  readonly values: readonly OptionValueRecord[];
}

export interface MediaRecord {
  readonly kind: "MediaImage";
  readonly id: number;
  readonly alt: string;
  readonly originalSource: string;
  readonly contentType: string;
  readonly createdAtMs: number;
  readonly readyAtMs: number;
}

export interface LevelRecord {
  readonly locationId: number;
  available: number;
  committed: number;
  updatedAtMs: number;
  /** Deactivated: kept with its quantities, and shown only to who asks for inactive ones. */
  isInactive?: true;
}

/** Stock belongs to the item and changes in place: it outlives the variant's other edits. */
export interface InventoryItemRecord {
  readonly kind: "InventoryItem";
  readonly id: number;
  readonly variantId: number;
  tracked: boolean;
  requiresShipping: boolean;
  cost: string | null;
  countryCodeOfOrigin: string | null;
  harmonizedSystemCode: string | null;
  provinceCodeOfOrigin: string | null;
  weightValue: number;
  weightUnit: string;
  readonly levels: LevelRecord[];
  readonly createdAtMs: number;
  updatedAtMs: number;
}

export interface VariantRecord {
  readonly kind: "ProductVariant";
  readonly id: number;
  readonly productId: number;
  /** One value for each option of the product, in the options' order. */
  readonly values: readonly OptionValueRecord[];
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly price: string;
  readonly compareAtPrice: string | null;
  readonly taxable: boolean;
  readonly taxCode: string | null;
  readonly inventoryPolicy: InventoryPolicy;
  readonly metafields: readonly MetafieldRecord[];
  readonly mediaId: number | null;
  readonly item: InventoryItemRecord;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface ProductRecord {
  readonly kind: "Product";
  readonly id: number;
  readonly title: string;
  readonly handle: string;
  readonly descriptionHtml: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly status: ProductStatus;
  readonly templateSuffix: string | null;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
  readonly categoryId: string | null;
  readonly isGiftCard: boolean;
  readonly giftCardTemplateSuffix: string | null;
  readonly requiresSellingPlan: boolean;
  readonly options: readonly OptionRecord[];
  /** In the order of their positions. */
  readonly variants: readonly VariantRecord[];
  readonly metafields: readonly MetafieldRecord[];
  readonly media: readonly MediaRecord[];
  /** In the order in which it joined them. */
  readonly collectionIds: readonly number[];
  readonly publicationIds: readonly number[];
  readonly publishedAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A collection that products are put into by hand. */
export interface CollectionRecord {
  readonly kind: "Collection";
  readonly id: number;
  readonly title: string;
  readonly handle: string;
  readonly updatedAtMs: number;
}

export interface LocationAddress {
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly countryCode: string | null;
  readonly phone: string | null;
  readonly provinceCode: string | null;
  readonly zip: string | null;
}

export interface LocationRecord {
  readonly kind: "Location";
  readonly id: number;
  name: string;
  address: LocationAddress;
  isActive: boolean;
  fulfillsOnlineOrders: boolean;
  /** Run by a fulfillment service ("legacy"): lists show it only to who asks for such. */
  isFulfillmentService: boolean;
  metafields: readonly MetafieldRecord[];
  readonly createdAtMs: number;
  updatedAtMs: number;
  deactivatedAtMs: number | null;
}

export interface PublicationRecord {
  readonly kind: "Publication";
  readonly id: number;
  readonly catalogId: number;
  name: string;
  autoPublish: boolean;
  /** Belongs to a sales channel (an app), not to a market or a company. */
  isChannel: boolean;
}

/** Parts of a product that a write may change; `id` and the creation time stay. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The same list without the room that adding to it left: a shop of 100,000 products would keep a tenth of its memory for it. */
export function trimmed<Item>(list: readonly Item[]): Item[] {
  return list.slice();
}
