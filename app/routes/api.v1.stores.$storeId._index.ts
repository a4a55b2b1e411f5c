import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { readStore } from "#app/http/api/operations/store-operations.ts";

export const loader = apiRoute(answers(readStore, async ({ ctx, params }) => getStore(ctx, params.storeId)));
export const action = loader;
