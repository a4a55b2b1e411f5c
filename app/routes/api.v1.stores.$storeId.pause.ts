import { z } from "zod";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

const body = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() });

export const loader = methodNotAllowed("POST");

/** Holds all uploads to a store until it is resumed; answers with the store. */
export const action = apiAction(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const { reason } = await parseJson(request, body);
  await pauseStore(ctx, { storeId, ...(reason === undefined ? {} : { reason }) });
  return getStore(ctx, storeId);
});
