import { countWaitingProducts } from "#app/domain/catalog/product-queries.server.ts";
import type { Context } from "#app/domain/context.ts";
import { listStores, type StoreView } from "#app/domain/stores/store-queries.server.ts";
import { listBatches, type BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";

const COUNTED_PRODUCTS = 1000;
const SHOWN_BATCHES = 5;

export interface Overview {
  waiting: number;
  /** Products are counted no further than this. */
  countedUpTo: number;
  stores: StoreView[];
  /** Those under way, filled up with the latest that have ended. */
  batches: BatchSummary[];
  /** Those that ended with failures, newest first. */
  failed: BatchSummary[];
}

/** What the first page shows: the same for the page and for its polls. */
export async function readOverview(ctx: Context): Promise<Overview> {
  const page = { limit: SHOWN_BATCHES };
  const [waiting, stores, underWay, latest, failed] = await Promise.all([
    countWaitingProducts(ctx, COUNTED_PRODUCTS + 1),
    listStores(ctx),
    listBatches(ctx, { statuses: ["PENDING", "PROCESSING"] }, page),
    listBatches(ctx, {}, page),
    listBatches(ctx, { statuses: ["COMPLETED", "FAILED"], hasFailures: true }, page),
  ]);
  const shown = new Map([...underWay.items, ...latest.items].map((batch) => [batch.id, batch]));
  const batches = [...shown.values()].slice(0, SHOWN_BATCHES);
  return { waiting, countedUpTo: COUNTED_PRODUCTS, stores, batches, failed: failed.items };
}
