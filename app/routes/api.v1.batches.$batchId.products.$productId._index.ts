import { getUploadDetail } from "#app/domain/uploads/queries/upload-detail-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage, viewRow } from "#app/http/api/api-views.ts";
import { readUpload } from "#app/http/api/operations/batch-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(readUpload, async ({ ctx, params, query }) => {
    const { title, groups, rows, attempts } = await getUploadDetail(
      ctx,
      params,
      toPageRequest({ after: query.cursor }, query.limit),
    );
    return { ...params, title, groups, rows: viewPage(rows, viewRow), attempts };
  }),
);
export const action = loader;
