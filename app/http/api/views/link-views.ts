import { z } from "zod";
import { time } from "./shared-views.ts";

export const productLinkView = z
  .object({
    storeId: z.string(),
    productId: z.string(),
    shopifyProductId: z.string(),
    handle: z.string().nullable(),
    isCreatedByApp: z.boolean().meta({ description: "Else it was adopted." }),
    goneAt: time.nullable().meta({ description: "When it was deleted in the shop; null while it is there." }),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: "ProductLink" });

export const variantLinkView = z
  .object({
    storeId: z.string(),
    productId: z.string(),
    variantId: z.string(),
    shopifyVariantId: z.string(),
    shopifyInventoryItemId: z.string(),
    sku: z.string().nullable().meta({ description: "The last one that the shop took of ours." }),
    goneAt: time.nullable(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: "VariantLink" });
