import { z } from "zod";
import { summarizeDrift } from "#app/domain/inventory/queries/drift-queries.server.ts";
import { apiLoader, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseSearchParams } from "#app/http/parse-input.server.ts";

const search = z.strictObject({ storeId: z.uuid(), days: z.coerce.number().int().min(1).max(366).default(30) });

/** How far a shop's stock had moved from what it should be, day by day. */
export const loader = apiLoader(async ({ ctx, request }) => ({
  days: await summarizeDrift(ctx, parseSearchParams(request, search)),
}));

export const action = methodNotAllowed("GET");
