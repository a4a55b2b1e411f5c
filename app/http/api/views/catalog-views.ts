import { z } from "zod";
import { STOCK_OUTCOMES } from "#app/domain/inventory/counts/stock-count.ts";

const problem = {
  field: z.string().nullable(),
  code: z.string(),
  message: z.string(),
};

const counts = z.object({ created: z.number(), updated: z.number(), unchanged: z.number() });

/** A line of the answer to products: one of the body, or the last one, which sums up. */
export const productResult = z
  .union([
    z.object({
      line: z.number(),
      externalId: z.string(),
      outcome: z.enum(["created", "updated", "unchanged", "rejected"]),
      productId: z.string().nullable(),
      problems: z.array(z.object({ ...problem, whatToDo: z.string() })),
      warnings: z.array(z.object(problem)),
    }),
    z.object({
      summary: z.object({
        importId: z.string(),
        products: counts,
        variants: counts,
        rejectedProducts: z.number(),
        warnings: z.number(),
      }),
    }),
  ])
  .meta({ id: "ProductResult" });

/** A line of the answer to counts of stock: one of the body, or the last one, which sums up. */
export const stockResult = z
  .union([
    z.object({
      line: z.number(),
      outcome: z.enum(STOCK_OUTCOMES),
      variantId: z.string().nullable(),
      problems: z.array(z.object(problem)),
    }),
    z.object({ summary: z.record(z.enum(STOCK_OUTCOMES), z.number()) }),
  ])
  .meta({ id: "StockResult" });
