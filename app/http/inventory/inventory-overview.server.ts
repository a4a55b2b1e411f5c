import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { summarizeDrift, type DailyDrift } from "#app/domain/inventory/queries/drift-queries.server.ts";
import { withRunNames, type NamedStockRun } from "#app/domain/inventory/queries/run-names.server.ts";
import { listStockRuns } from "#app/domain/inventory/queries/run-queries.server.ts";
import {
  COUNTED_QUARANTINE,
  listStoreStock,
  type StoreStock,
} from "#app/domain/inventory/queries/store-overview-queries.server.ts";
import { runKinds, runStatuses, type RunKind, type RunStatus } from "#app/domain/inventory/run-states.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";

/** Days that the chart of drift shows. */
const CHART_DAYS = 30;

export interface RunFilter {
  storeId: string | null;
  kind: RunKind | null;
  status: RunStatus | null;
}

export interface InventoryOverview {
  stores: StoreStock[];
  /** Levels in quarantine are counted no further than this. */
  countedQuarantine: number;
  filter: RunFilter;
  /** Of the store that is chosen, or of all taken together. */
  drift: DailyDrift[];
  runs: NamedStockRun[];
  nextCursor: string | null;
  previousCursor: string | null;
}

const search = z.object({
  storeId: z.uuid().optional(),
  kind: z.enum(runKinds).optional(),
  status: z.enum(runStatuses).optional(),
  ...pageParams("uuid"),
});

/** The page of stock from its address: the same for the page and for its polls. */
export async function readInventory(ctx: Context, request: Request): Promise<InventoryOverview> {
  const { storeId, kind, status, ...page } = parseSearchParams(request, search);
  const [stores, drift, runs] = await Promise.all([
    listStoreStock(ctx),
    summarizeDrift(ctx, { storeId, days: CHART_DAYS }),
    listStockRuns(ctx, { storeId, kinds: kind && [kind], statuses: status && [status] }, toPageRequest(page)),
  ]);
  return {
    stores,
    countedQuarantine: COUNTED_QUARANTINE,
    drift,
    filter: { storeId: storeId ?? null, kind: kind ?? null, status: status ?? null },
    runs: await withRunNames(ctx, runs.items),
    ...encodePage(runs),
  };
}
