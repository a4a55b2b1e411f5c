import { offlineInsteadOfError, type Polled } from "#app/components/use-polled.ts";
import { readStockRun, type StockRunProgress } from "#app/http/inventory/stock-run-progress.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

/** What a stock sync's page asks for again while it runs. */
export const loader = pageLoader(async ({ ctx, request, params }): Promise<Polled<StockRunProgress>> => ({
  isOffline: false,
  seen: await readStockRun(ctx, request, params),
}));

export const clientLoader = offlineInsteadOfError<StockRunProgress>;
