import { z } from "zod";
import { listDeletedProducts } from "#app/domain/reconciliation/runs/deleted-product-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject(apiPageParams("uuid"));

/** The products of a store that somebody deleted in its shop. */
export const loader = apiLoader(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const { cursor, limit } = parseSearchParams(request, search);
  const products = await listDeletedProducts(ctx, { storeId }, toPageRequest({ after: cursor }, limit));
  return viewPage(products, (product) => product);
});

export const action = methodNotAllowed("GET");
