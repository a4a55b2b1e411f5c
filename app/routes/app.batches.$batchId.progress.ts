import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import type { PolledBatch } from "#app/components/batches/use-live-batch.ts";
import { readBatchProgress } from "#app/http/batch-progress.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

/** What a batch's page asks for again while the batch runs. */
export const loader = pageLoader(async ({ ctx, request, params }): Promise<PolledBatch> => ({
  isOffline: false,
  progress: await readBatchProgress(ctx, request, params),
}));

/** A poll that fails must not replace the page by an error: the next one may succeed. */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs): Promise<PolledBatch> {
  try {
    return await serverLoader<PolledBatch>();
  } catch {
    return { isOffline: true };
  }
}
