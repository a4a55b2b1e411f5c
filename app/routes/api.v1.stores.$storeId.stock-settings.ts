import { z } from "zod";
import { getStockSettings, setStockSettings } from "#app/domain/inventory/set-stock-settings.server.ts";
import { apiLoader, apiPatch } from "#app/http/api/api-handlers.server.ts";
import { stockSettingsBody } from "#app/http/api/stock-bodies.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

const path = z.object({ storeId: z.uuid() });

/** When the stock of a store is compared by itself, and how much may go to zero without a person's word. */
export const loader = apiLoader(async ({ ctx, params }) => getStockSettings(ctx, parseParams(params, path).storeId));

/** Changes them; answers with them. */
export const action = apiPatch(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, path);
  await setStockSettings(ctx, { storeId, changes: await parseJson(request, stockSettingsBody) });
  return getStockSettings(ctx, storeId);
});
