import { z } from "zod";
import { listBatches } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { batchStatuses } from "#app/domain/uploads/transitions.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({ status: z.enum(batchStatuses).optional(), ...apiPageParams("uuid") });

/** The organization's batches, newest first. */
export const loader = apiLoader(async ({ ctx, request }) => {
  const { status, cursor, limit } = parseSearchParams(request, search);
  const batches = await listBatches(ctx, { statuses: status && [status] }, toPageRequest({ after: cursor }, limit));
  return viewPage(batches, (batch) => batch);
});

export const action = methodNotAllowed("GET");
