import { offlineInsteadOfError, type Polled } from "#app/components/use-polled.ts";
import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { readStoreSummary } from "#app/http/reconciliation/read-store-page.server.ts";

/** What the pages of a store ask for again while a run is under way. */
export const loader = pageLoader(async ({ ctx, params }): Promise<Polled<StoreSummary>> => ({
  isOffline: false,
  seen: await readStoreSummary(ctx, params),
}));

export const clientLoader = offlineInsteadOfError<StoreSummary>;
