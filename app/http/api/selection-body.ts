import { z } from "zod";
import { productFilterSchema, type ProductFilter } from "#app/domain/catalog/product-filter.ts";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";

const ids = z.array(z.uuid()).min(1).max(10_000).optional();

/** What a request may select: exactly one of the three. */
export const selectionFields = { productIds: ids, variantIds: ids, filter: productFilterSchema.optional() };

interface GivenSelection {
  productIds?: string[] | undefined;
  variantIds?: string[] | undefined;
  filter?: ProductFilter | undefined;
}

/** The one selection that a request makes; none, or several, is an issue. */
export function readSelection(
  { productIds, variantIds, filter }: GivenSelection,
  context: z.RefinementCtx,
): ProductSelection {
  const given: ProductSelection[] = [
    ...(productIds === undefined ? [] : [{ kind: "products" as const, ids: productIds }]),
    ...(variantIds === undefined ? [] : [{ kind: "variants" as const, ids: variantIds }]),
    ...(filter === undefined ? [] : [{ kind: "filter" as const, filter }]),
  ];
  const [selection] = given;
  if (selection !== undefined && given.length === 1) return selection;
  context.addIssue({ code: "custom", message: "send exactly one of productIds, variantIds and filter" });
  return z.NEVER;
}
