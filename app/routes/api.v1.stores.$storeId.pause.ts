import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { pauseStore as operation } from "#app/http/api/operations/store-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params: { storeId }, body: { reason } }) => {
    await pauseStore(ctx, { storeId, ...(reason === undefined ? {} : { reason }) });
    return getStore(ctx, storeId);
  }),
);
export const action = loader;
