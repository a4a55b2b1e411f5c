import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { listGroups } from "#app/domain/uploads/queries/group-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewGroup, viewPage } from "#app/http/api/api-views.ts";
import { listBatchProducts } from "#app/http/api/operations/batch-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(listBatchProducts, async ({ ctx, params: { batchId }, query }) => {
    await getBatch(ctx, batchId);
    const groups = await listGroups(
      ctx,
      batchId,
      { status: query.status },
      toPageRequest({ after: query.cursor }, query.limit),
    );
    return viewPage(groups, viewGroup);
  }),
);
export const action = loader;
