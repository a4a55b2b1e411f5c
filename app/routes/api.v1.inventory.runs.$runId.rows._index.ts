import { z } from "zod";
import { stockRowStatuses } from "#app/domain/inventory/run-states.ts";
import { listStockRows } from "#app/domain/inventory/queries/stock-row-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({ status: z.enum(stockRowStatuses).optional(), ...apiPageParams("bigint") });

/** The levels of a run that differed: what each shall be, what it was, and what became of it. */
export const loader = apiLoader(async ({ ctx, request, params }) => {
  const { runId } = parseParams(params, z.object({ runId: z.uuid() }));
  const { status, cursor, limit } = parseSearchParams(request, search);
  const rows = await listStockRows(
    ctx,
    { runId, statuses: status && [status] },
    toPageRequest({ after: cursor }, limit),
  );
  return viewPage(rows, (row) => row);
});

export const action = methodNotAllowed("GET");
