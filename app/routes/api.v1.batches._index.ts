import { listBatches } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listBatches as operation } from "#app/http/api/operations/batch-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, query: { cursor, limit, status, hasFailures, who, sort, ...rest } }) => {
    const filter = {
      ...rest,
      statuses: status && [status],
      hasFailures: hasFailures === "true",
      actorId: who,
      sort,
    };
    const batches = await listBatches(ctx, filter, toPageRequest({ after: cursor }, limit));
    return viewPage(batches, (batch) => batch, sort);
  }),
);
export const action = loader;
