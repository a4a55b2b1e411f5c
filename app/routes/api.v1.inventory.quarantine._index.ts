import { z } from "zod";
import { listQuarantinedLevels } from "#app/domain/inventory/queries/quarantine-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { viewPage } from "#app/http/api/api-views.ts";
import { apiPageParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const search = z.strictObject({ storeId: z.uuid().optional(), ...apiPageParams("bigint") });

/** The levels that no run sets, newest first, each with its reason. */
export const loader = apiLoader(async ({ ctx, request }) => {
  const { storeId, cursor, limit } = parseSearchParams(request, search);
  return viewPage(
    await listQuarantinedLevels(ctx, { storeId }, toPageRequest({ after: cursor }, limit)),
    (level) => level,
  );
});

export const action = methodNotAllowed("GET");
