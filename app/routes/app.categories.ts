import { z } from "zod";
import { searchCategories } from "#app/domain/catalog/category-queries.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { parseSearchParams } from "#app/http/parse-input.server.ts";

/** Categories for a filter, by a part of their path. */
export const loader = pageLoader(async ({ ctx, request }) => {
  const { text } = parseSearchParams(request, z.object({ text: z.string().max(100).default("") }));
  return { categories: await searchCategories(ctx, text) };
});
