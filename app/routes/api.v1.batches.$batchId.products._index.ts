import { z } from "zod";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { listGroups } from "#app/domain/uploads/queries/group-queries.server.ts";
import { rowStatuses } from "#app/domain/uploads/transitions.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewGroup, viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({ status: z.enum(rowStatuses).optional(), ...apiPageParams("bigint") });

/** The products of a batch, one entry for each store, with the first rows of each; `status` is that of a row. */
export const loader = apiLoader(async ({ ctx, request, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const { status, cursor, limit } = parseSearchParams(request, search);
  await getBatch(ctx, batchId);
  return viewPage(await listGroups(ctx, batchId, { status }, toPageRequest({ after: cursor }, limit)), viewGroup);
});

export const action = methodNotAllowed("GET");
