import { offlineInsteadOfError, type Polled } from "#app/components/use-polled.ts";
import { summarizeStores, type StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

/** What the reconciliation page asks for again while a run is under way. */
export const loader = pageLoader(async ({ ctx }): Promise<Polled<StoreSummary[]>> => ({
  isOffline: false,
  seen: await summarizeStores(ctx),
}));

export const clientLoader = offlineInsteadOfError<StoreSummary[]>;
