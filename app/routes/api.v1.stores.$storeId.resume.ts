import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { resumeStore as operation } from "#app/http/api/operations/store-operations.ts";

export const loader = apiRoute(
  answers(operation, async ({ ctx, params }) => {
    await resumeStore(ctx, params);
    return getStore(ctx, params.storeId);
  }),
);
export const action = loader;
