import { z } from "zod";
import { readSelection, selectionFields } from "./selection-body.ts";

const batchSettings = {
  priority: z.number().int().optional(),
  canary: z.strictObject({ products: z.number().int(), maxFailedShare: z.number() }).optional(),
  deadline: z.iso
    .datetime({ offset: true, error: "is not a time such as 2026-11-30T18:00:00Z" })
    .transform((text) => new Date(text))
    .optional(),
  onDailyLimit: z.enum(["wait", "fail"]).optional(),
};

/**
 * Body of `POST /api/v1/approvals`: exactly one of `productIds`, `variantIds` and `filter`, and optionally a name and how
 * the batch is to run: `priority`, `canary`, `deadline`, `onDailyLimit`.
 */
export const approvalBody = z
  .strictObject({ ...selectionFields, name: z.string().trim().min(1).max(200).optional(), ...batchSettings })
  .transform(({ productIds, variantIds, filter, name, ...settings }, context) => ({
    selection: readSelection({ productIds, variantIds, filter }, context),
    name,
    settings,
  }));
