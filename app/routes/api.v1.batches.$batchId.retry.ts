import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { retryRows } from "#app/http/api/operations/batch-operations.ts";

export const loader = apiRoute(
  answers(retryRows, async ({ ctx, params: { batchId }, body: { rowIds, errorGroup } }) =>
    retryFailedRows(ctx, {
      batchId,
      ...(rowIds === undefined ? {} : { rowIds: rowIds.map(BigInt) }),
      ...(errorGroup === undefined ? {} : { errorGroup }),
    }),
  ),
);
export const action = loader;
