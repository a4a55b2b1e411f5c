import { offlineInsteadOfError, type Polled } from "#app/components/use-polled.ts";
import { readBatchList, type BatchList } from "#app/http/batch-list.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

/** What the list of batches asks for again while one of them is under way. */
export const loader = pageLoader(async ({ ctx, request }): Promise<Polled<BatchList>> => ({
  isOffline: false,
  seen: await readBatchList(ctx, request),
}));

export const clientLoader = offlineInsteadOfError<BatchList>;
