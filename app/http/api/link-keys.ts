import { z } from "zod";
import type { ProductLinkKey, VariantLinkKey } from "#app/domain/links/link-queries.server.ts";

/** An id of the shop, as a gid or as its number alone. */
const shopifyId = (kind: string) =>
  z
    .string()
    .regex(new RegExp(`^(?:gid://shopify/${kind}/)?\\d{1,20}$`), `is not an id like gid://shopify/${kind}/123`)
    .transform((text) => (text.startsWith("gid:") ? text : `gid://shopify/${kind}/${text}`));

/** The parameters of `GET /api/v1/product-links`. */
export const productLinkQuery = z
  .strictObject({
    productId: z.uuid().optional(),
    shopifyProductId: shopifyId("Product").optional(),
    storeId: z.uuid().optional(),
  })
  .transform(
    ({ productId, shopifyProductId, storeId }, context): { key: ProductLinkKey; storeId?: string | undefined } => {
      if (productId !== undefined && shopifyProductId === undefined) return { key: { productId }, storeId };
      if (shopifyProductId !== undefined && productId === undefined) return { key: { shopifyProductId }, storeId };
      context.addIssue({ code: "custom", message: "send exactly one of productId and shopifyProductId" });
      return z.NEVER;
    },
  );

/** The parameters of `GET /api/v1/variant-links`. */
export const variantLinkQuery = z
  .strictObject({
    variantId: z.uuid().optional(),
    shopifyVariantId: shopifyId("ProductVariant").optional(),
    shopifyInventoryItemId: shopifyId("InventoryItem").optional(),
    productId: z.uuid().optional(),
    storeId: z.uuid().optional(),
  })
  .transform(({ storeId, ...given }, context): { key: VariantLinkKey; storeId?: string | undefined } => {
    const { variantId, shopifyVariantId, shopifyInventoryItemId, productId } = given;
    const keys: VariantLinkKey[] = [
      ...(variantId === undefined ? [] : [{ variantId }]),
      ...(shopifyVariantId === undefined ? [] : [{ shopifyVariantId }]),
      ...(shopifyInventoryItemId === undefined ? [] : [{ shopifyInventoryItemId }]),
      ...(productId === undefined || storeId === undefined ? [] : [{ productId, storeId }]),
    ];
    const [key] = keys;
    const isOne = Object.values(given).filter((value) => value !== undefined).length === 1;
    if (key !== undefined && isOne) return { key, storeId };
    context.addIssue({
      code: "custom",
      message:
        "send exactly one of variantId, shopifyVariantId and shopifyInventoryItemId, or productId together with storeId",
    });
    return z.NEVER;
  });
