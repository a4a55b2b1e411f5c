import { offlineInsteadOfError, type Polled } from "#app/components/use-polled.ts";
import type { BatchProgress } from "#app/domain/uploads/queries/batch-progress-queries.server.ts";
import { readBatchProgress } from "#app/http/batch-progress.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

/** What a batch's page asks for again while the batch runs. */
export const loader = pageLoader(async ({ ctx, request, params }): Promise<Polled<BatchProgress>> => ({
  isOffline: false,
  seen: await readBatchProgress(ctx, request, params),
}));

export const clientLoader = offlineInsteadOfError<BatchProgress>;
