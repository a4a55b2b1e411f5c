import { getStockSettings, setStockSettings } from "#app/domain/inventory/set-stock-settings.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { changeStockSettings, readStockSettings } from "#app/http/api/operations/store-operations.ts";

export const loader = apiRoute(
  answers(readStockSettings, async ({ ctx, params }) => getStockSettings(ctx, params.storeId)),
  answers(changeStockSettings, async ({ ctx, params: { storeId }, body }) => {
    await setStockSettings(ctx, { storeId, changes: body });
    return getStockSettings(ctx, storeId);
  }),
);
export const action = loader;
