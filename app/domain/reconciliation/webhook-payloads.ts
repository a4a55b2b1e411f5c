import { z } from "zod";

/** Digits as they came: Shopify's ids fit into 2^53 today, and are text here so that they need not. */
const idDigits = z.union([z.string().regex(/^\d+$/), z.int().nonnegative().transform(String)]);
const gid = z.string().startsWith("gid://shopify/");

const variant = z.object({
  admin_graphql_api_id: gid,
  inventory_item_id: idDigits.nullish(),
  sku: z.string().nullish(),
  option1: z.string().nullish(),
  option2: z.string().nullish(),
  option3: z.string().nullish(),
});

const product = z.object({
  admin_graphql_api_id: gid,
  handle: z.string().min(1),
  updated_at: z.iso.datetime({ offset: true }),
  variants: z.array(variant),
  variant_gids: z.array(z.object({ admin_graphql_api_id: gid })).nullish(),
});

const deletedProduct = z.object({ id: idDigits });

/** A variant as it is in the shop. */
export interface ShopVariant {
  shopifyVariantId: string;
  shopifyInventoryItemId: string | null;
  sku: string | null;
  /** In the order of the product's options. */
  optionValues: readonly string[];
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
}

/** Shopify: the description of products/update. Below it a payload without `variant_gids` is complete. */
const FULL_VARIANTS = 100;

/** The body of products/create and products/update. Null when it has another shape. */
export function readProductPayload(json: unknown): ShopProduct | null {
  const parsed = product.safeParse(json);
  if (!parsed.success) return null;
  const { admin_graphql_api_id: shopifyProductId, handle, updated_at: updatedAt, ...told } = parsed.data;
  const isWhole = told.variant_gids || told.variants.length < FULL_VARIANTS;
  const ids = new Set([...told.variants, ...(told.variant_gids ?? [])].map((one) => one.admin_graphql_api_id));
  return {
    shopifyProductId,
    handle,
    updatedAt: new Date(updatedAt),
    variants: told.variants.map((one) => ({
      shopifyVariantId: one.admin_graphql_api_id,
      shopifyInventoryItemId: one.inventory_item_id ? `gid://shopify/InventoryItem/${one.inventory_item_id}` : null,
      sku: one.sku || null,
      optionValues: [one.option1, one.option2, one.option3].filter((value) => value !== null && value !== undefined),
    })),
    // A product has at least one variant: a payload without any leaves them out.
    allVariantIds: isWhole && ids.size > 0 ? ids : null,
  };
}

/** The body of products/delete, which holds the number alone, as Shopify's GraphQL id. Null when it has another shape. */
export function readDeletedProductId(json: unknown): string | null {
  const parsed = deletedProduct.safeParse(json);
  return parsed.success ? `gid://shopify/Product/${parsed.data.id}` : null;
}

/** Parses JSON with whole numbers beyond 2^53 as text, digit for digit. */
export const parseExactJson = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown, ...[context]: unknown[]) => {
    if (typeof value !== "number" || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
    const source =
      typeof context === "object" && context !== null && "source" in context ? String(context.source) : String(value);
    return /^-?\d+$/.test(source) ? source : value;
  });
