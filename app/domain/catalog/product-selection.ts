import { z } from "zod";
import { productFilterSchema } from "./product-filter.ts";

const MAX_IDS = 10_000;

const ids = z.array(z.uuid()).min(1).max(MAX_IDS);

/** What a decision is about: named products, named variants, or all products that a filter matches. */
export const productSelectionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("products"), ids }),
  z.strictObject({ kind: z.literal("variants"), ids }),
  z.strictObject({ kind: z.literal("filter"), filter: productFilterSchema }),
]);

export type ProductSelection = z.infer<typeof productSelectionSchema>;
