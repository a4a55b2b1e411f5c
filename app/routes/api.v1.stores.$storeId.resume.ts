import { z } from "zod";
import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

export const loader = methodNotAllowed("POST");

/** Lets uploads to a paused store go on; answers with the store. */
export const action = apiAction(async ({ ctx, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  await resumeStore(ctx, { storeId });
  return getStore(ctx, storeId);
});
