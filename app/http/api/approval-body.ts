import { z } from "zod";
import { productFilterSchema } from "#app/domain/catalog/product-filter.ts";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";

const ids = z.array(z.uuid()).min(1).max(10_000).optional();

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
  .strictObject({
    productIds: ids,
    variantIds: ids,
    filter: productFilterSchema.optional(),
    name: z.string().trim().min(1).max(200).optional(),
    ...batchSettings,
  })
  .transform(({ productIds, variantIds, filter, name, ...settings }, context) => {
    const given: ProductSelection[] = [
      ...(productIds === undefined ? [] : [{ kind: "products" as const, ids: productIds }]),
      ...(variantIds === undefined ? [] : [{ kind: "variants" as const, ids: variantIds }]),
      ...(filter === undefined ? [] : [{ kind: "filter" as const, filter }]),
    ];
    const [selection] = given;
    if (selection !== undefined && given.length === 1) return { selection, name, settings };
    context.addIssue({ code: "custom", message: "send exactly one of productIds, variantIds and filter" });
    return z.NEVER;
  });
