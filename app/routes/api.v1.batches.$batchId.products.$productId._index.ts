import { z } from "zod";
import { getUploadDetail } from "#app/domain/uploads/queries/upload-detail-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage, viewRow } from "#app/http/api/api-views.ts";
import { apiPageParams, parseParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

/** What became of one product in a batch: its groups (one per store), a page of its rows, its attempts. */
export const loader = apiLoader(async ({ ctx, request, params }) => {
  const ids = parseParams(params, z.object({ batchId: z.uuid(), productId: z.uuid() }));
  const { cursor, limit } = parseSearchParams(request, z.strictObject(apiPageParams("bigint")));
  const detail = await getUploadDetail(ctx, ids, toPageRequest({ after: cursor }, limit));
  const { title, groups, attempts } = detail;
  return {
    batchId: ids.batchId,
    productId: ids.productId,
    title,
    groups,
    rows: viewPage(detail.rows, viewRow),
    attempts,
  };
});

export const action = methodNotAllowed("GET");
