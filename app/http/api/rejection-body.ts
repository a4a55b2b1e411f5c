import { z } from "zod";
import { readSelection, selectionFields } from "./selection-body.ts";

/** Body of `POST /api/v1/rejections`: exactly one of `productIds`, `variantIds` and `filter`, and the reason. */
export const rejectionBody = z
  .strictObject({
    ...selectionFields,
    reason: z.string().trim().min(1).max(500),
    takesOffSale: z.boolean().optional().meta({
      description: "Takes approvals back too, and lets the products leave their stores, as each store's rule says.",
    }),
  })
  .transform(({ productIds, variantIds, filter, reason, takesOffSale }, context) => ({
    selection: readSelection({ productIds, variantIds, filter }, context),
    reason,
    takesOffSale,
  }));
