import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { listStores as operation } from "#app/http/api/operations/store-operations.ts";

export const loader = apiRoute(answers(operation, async ({ ctx }) => ({ items: await listStores(ctx) })));
export const action = loader;
