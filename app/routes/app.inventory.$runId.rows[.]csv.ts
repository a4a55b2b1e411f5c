import { z } from "zod";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { stockRowStatuses } from "#app/domain/inventory/run-states.ts";
import { ApiFile } from "#app/http/api/api-file.server.ts";
import { stockRowLines } from "#app/http/api/stock-row-lines.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { parseParams, parseSearchParams } from "#app/http/parse-input.server.ts";

const search = z.object({ status: z.enum(stockRowStatuses).optional() });

/** All rows of a run, or those of one status, as a file. */
export const loader = pageLoader(async ({ ctx, request, params }) => {
  const { runId } = parseParams(params, z.object({ runId: z.uuid() }));
  const { status } = parseSearchParams(request, search);
  await getStockRun(ctx, runId);
  const lines = stockRowLines(ctx, { runId, statuses: status && [status] });
  const file = new ApiFile({ name: `stock-sync-${runId}.csv`, type: "text/csv", lines });
  return file.respond({ "Cache-Control": "no-store" });
});
