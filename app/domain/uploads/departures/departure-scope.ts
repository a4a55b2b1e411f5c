import type { DepartureRule } from "@prisma/client";
import { z } from "zod";

/**
 * Which products are looked at: those of categories of which a store takes no more, or all whose approval was taken back or
 * that are discontinued. Of those that are looked at only what does not go to a store leaves it.
 */
export const departureScopeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("categories"), storeId: z.uuid(), categoryIds: z.array(z.uuid()) }),
  z.strictObject({ kind: z.literal("off-sale") }),
]);

export type DepartureScope = z.infer<typeof departureScopeSchema>;

/** What becomes of a product in a shop that it no longer goes to. */
export const DEPARTURE_RULES = ["LEAVE", "UNPUBLISH", "ARCHIVE"] as const satisfies readonly DepartureRule[];
