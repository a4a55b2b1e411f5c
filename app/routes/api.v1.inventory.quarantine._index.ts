import { listQuarantinedLevels } from "#app/domain/inventory/queries/quarantine-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { listQuarantine } from "#app/http/api/operations/inventory-operations.ts";
import { toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = apiRoute(
  answers(listQuarantine, async ({ ctx, query }) => {
    const { storeId } = query;
    return viewPage(
      await listQuarantinedLevels(ctx, { storeId }, toPageRequest({ after: query.cursor }, query.limit)),
      (level) => level,
    );
  }),
);
export const action = loader;
