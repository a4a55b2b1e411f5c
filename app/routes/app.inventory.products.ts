import { z } from "zod";
import { listProducts } from "#app/domain/catalog/product-queries.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { parseSearchParams } from "#app/http/parse-input.server.ts";

const MOST_CHOICES = 20;

/** Products to choose from, by a part of title, id or SKU. */
export const loader = pageLoader(async ({ ctx, request }) => {
  const { text, storeId } = parseSearchParams(
    request,
    z.object({ text: z.string().max(100).optional(), storeId: z.uuid().optional() }),
  );
  const filter = { ...(text === undefined ? {} : { text }), ...(storeId === undefined ? {} : { storeId }) };
  const { items } = await listProducts(ctx, filter, { limit: MOST_CHOICES });
  return { products: items.map(({ id, title }) => ({ id, title })) };
});
