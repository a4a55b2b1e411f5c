import { z } from "zod";
import { approvalStatuses, productTypes } from "./product-states.ts";

/**
 * Which products of the catalog a person or a system means. An unknown key is refused, because a misspelt condition
 * that is left out would approve more than was asked for.
 */
export const productFilterSchema = z.strictObject({
  approvalStatus: z.enum(approvalStatuses).optional(),
  /** The category itself and everything below it. */
  categoryId: z.uuid().optional(),
  type: z.enum(productTypes).optional(),
  /** Part of the title, the product's external id, or the sku of one of its variants. */
  text: z.string().trim().min(1).max(100).optional(),
  /** Products that are routed to this store. */
  storeId: z.uuid().optional(),
});

export type ProductFilter = z.infer<typeof productFilterSchema>;
