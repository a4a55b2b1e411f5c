import { z } from "zod";

/** Digits as they came: Shopify's ids fit into 2^53 today, and are text here so that they need not. */
const idDigits = z.union([z.string().regex(/^\d+$/), z.int().nonnegative().transform(String)]);
const gid = z.string().startsWith("gid://shopify/");
const time = z.iso.datetime({ offset: true });

const variant = z.object({
  admin_graphql_api_id: gid,
  inventory_item_id: idDigits.nullish(),
  sku: z.string().nullish(),
  option1: z.string().nullish(),
  option2: z.string().nullish(),
  option3: z.string().nullish(),
  barcode: z.string().nullish(),
  price: z.string().nullish(),
  compare_at_price: z.string().nullish(),
  taxable: z.boolean().nullish(),
  inventory_policy: z.string().nullish(),
});

const product = z.object({
  admin_graphql_api_id: gid,
  handle: z.string().min(1),
  created_at: time.nullish(),
  updated_at: time,
  title: z.string().nullish(),
  body_html: z.string().nullish(),
  vendor: z.string().nullish(),
  product_type: z.string().nullish(),
  tags: z.string().nullish(),
  status: z.string().nullish(),
  variants: z.array(variant),
  variant_gids: z.array(z.object({ admin_graphql_api_id: gid })).nullish(),
});

const named = z.object({ id: idDigits });
const anyLocation = z.object({ id: idDigits, name: z.string(), active: z.boolean() });
const anyLevel = z.object({
  inventory_item_id: idDigits,
  location_id: idDigits,
  available: z.int().nullish(),
  updated_at: time.nullish(),
});

/** A variant as it is in the shop. */
export interface ShopVariant {
  shopifyVariantId: string;
  shopifyInventoryItemId: string | null;
  sku: string | null;
  /** In the order of the product's options. */
  optionValues: readonly string[];
  content?: ShopVariantContent;
}

/** What a variant shows, by our names of the fields; what was not told is absent. */
export interface ShopVariantContent {
  sku?: string | null;
  barcode?: string | null;
  price?: string;
  compareAtPrice?: string | null;
  isTaxable?: boolean;
  inventoryPolicy?: string;
}

/** What a product shows, by our names of the fields; what was not told is absent. */
export interface ShopContent {
  handle?: string;
  title?: string;
  descriptionHtml?: string;
  vendor?: string;
  productTypeName?: string;
  tags?: readonly string[];
  status?: string;
}

/** A product as it was in the shop at `updatedAt`. */
export interface ShopProduct {
  shopifyProductId: string;
  handle: string;
  updatedAt: Date;
  /** Those that were told in full; Shopify tells the first 100. */
  variants: readonly ShopVariant[];
  /** The ids of all variants; null when the payload does not tell them. */
  allVariantIds: ReadonlySet<string> | null;
  /** Absent where nobody asked for it: then what the merchant edited is not looked for. */
  content?: ShopContent;
}

/** A product as a webhook tells of it. */
export interface ProductPayload extends ShopProduct {
  createdAt: Date | null;
}

/** What is available of an inventory item at a location. */
export interface ShopLevel {
  shopifyInventoryItemId: string;
  locationId: string;
  available: number | null;
  updatedAt: Date | null;
}

/** Shopify: the description of products/update. Below it a payload without `variant_gids` is complete. */
const FULL_VARIANTS = 100;

/** The body of products/create and products/update. Null when it has another shape. */
export function readProductPayload(json: unknown): ProductPayload | null {
  const parsed = product.safeParse(json);
  if (!parsed.success) return null;
  const { admin_graphql_api_id: shopifyProductId, handle, updated_at: updatedAt, ...told } = parsed.data;
  const isWhole = told.variant_gids || told.variants.length < FULL_VARIANTS;
  const ids = new Set([...told.variants, ...(told.variant_gids ?? [])].map((one) => one.admin_graphql_api_id));
  return {
    shopifyProductId,
    handle,
    createdAt: told.created_at ? new Date(told.created_at) : null,
    updatedAt: new Date(updatedAt),
    variants: told.variants.map((one) => ({
      shopifyVariantId: one.admin_graphql_api_id,
      shopifyInventoryItemId: one.inventory_item_id ? `gid://shopify/InventoryItem/${one.inventory_item_id}` : null,
      sku: one.sku || null,
      optionValues: [one.option1, one.option2, one.option3].filter((value) => value !== null && value !== undefined),
      content: variantContent(one),
    })),
    // A product has at least one variant: a payload without any leaves them out.
    allVariantIds: isWhole && ids.size > 0 ? ids : null,
    content: {
      handle,
      ...(typeof told.title === "string" ? { title: told.title } : {}),
      ...(told.body_html === undefined ? {} : { descriptionHtml: told.body_html ?? "" }),
      ...(typeof told.vendor === "string" ? { vendor: told.vendor } : {}),
      ...(typeof told.product_type === "string" ? { productTypeName: told.product_type } : {}),
      ...(typeof told.tags === "string" ? { tags: told.tags.split(", ").filter((tag) => tag !== "") } : {}),
      ...(typeof told.status === "string" ? { status: told.status.toUpperCase() } : {}),
    },
  };
}

const variantContent = (told: z.output<typeof variant>): ShopVariantContent => ({
  ...(told.sku === undefined ? {} : { sku: told.sku }),
  ...(told.barcode === undefined ? {} : { barcode: told.barcode }),
  ...(typeof told.price === "string" ? { price: told.price } : {}),
  ...(told.compare_at_price === undefined ? {} : { compareAtPrice: told.compare_at_price }),
  ...(typeof told.taxable === "boolean" ? { isTaxable: told.taxable } : {}),
  ...(typeof told.inventory_policy === "string" ? { inventoryPolicy: told.inventory_policy.toUpperCase() } : {}),
});

/** The body of products/delete, which holds the number alone, as Shopify's GraphQL id. Null when it has another shape. */
export function readDeletedProductId(json: unknown): string | null {
  const parsed = named.safeParse(json);
  return parsed.success ? `gid://shopify/Product/${parsed.data.id}` : null;
}

/** The gid of what a body names by its number alone. Null when it has another shape. */
export function readIdOf(noun: "InventoryItem" | "Location", json: unknown): string | null {
  const parsed = named.safeParse(json);
  return parsed.success ? `gid://shopify/${noun}/${parsed.data.id}` : null;
}

/** The body of locations/*, but for locations/delete. Null when it has another shape. */
export function readLocationPayload(json: unknown): { locationId: string; name: string; isActive: boolean } | null {
  const parsed = anyLocation.safeParse(json);
  if (!parsed.success) return null;
  const { id, name, active: isActive } = parsed.data;
  return { locationId: `gid://shopify/Location/${id}`, name, isActive };
}

/** The bodies of inventory_levels/*; `available` is null where the item is not tracked, and absent where it left. */
export function readLevelPayload(json: unknown): ShopLevel | null {
  const parsed = anyLevel.safeParse(json);
  if (!parsed.success) return null;
  const { inventory_item_id: item, location_id: location, available, updated_at: updatedAt } = parsed.data;
  return {
    shopifyInventoryItemId: `gid://shopify/InventoryItem/${item}`,
    locationId: `gid://shopify/Location/${location}`,
    available: available ?? null,
    updatedAt: updatedAt ? new Date(updatedAt) : null,
  };
}
