import { summarizeDrift } from "#app/domain/inventory/queries/drift-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { readDrift } from "#app/http/api/operations/inventory-operations.ts";

export const loader = apiRoute(
  answers(readDrift, async ({ ctx, query }) => ({ days: await summarizeDrift(ctx, query) })),
);
export const action = loader;
