import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { withRunNames, type NamedStockRun } from "#app/domain/inventory/queries/run-names.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { listStockRows, type StockRowView } from "#app/domain/inventory/queries/stock-row-queries.server.ts";
import { stockRowStatuses, type StockRowStatus } from "#app/domain/inventory/run-states.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";

export interface StockRunProgress {
  run: NamedStockRun;
  /** Why the store lets nothing be set just now; null where it does. */
  heldBy: "reconnect" | "paused" | "silent" | null;
  status: StockRowStatus | null;
  rows: StockRowView[];
  nextCursor: string | null;
  previousCursor: string | null;
}

const search = z.object({ status: z.enum(stockRowStatuses).optional(), ...pageParams("bigint") });

/** A run's page from its address: the same for the page and for its polls. */
export async function readStockRun(ctx: Context, request: Request, params: unknown): Promise<StockRunProgress> {
  const { runId } = parseParams(params, z.object({ runId: z.uuid() }));
  const { status, ...page } = parseSearchParams(request, search);
  const found = await getStockRun(ctx, runId);
  const [named, rows, store] = await Promise.all([
    withRunNames(ctx, [found]),
    listStockRows(ctx, { runId, statuses: status && [status] }, toPageRequest(page)),
    getStore(ctx, found.storeId),
  ]);
  const [run] = named;
  return {
    run: run ?? { ...found, storeName: store.name, scopeName: null },
    heldBy:
      store.status !== "CONNECTED"
        ? "reconnect"
        : store.pausedAt !== null
          ? "paused"
          : store.heldUntil !== null
            ? "silent"
            : null,
    status: status ?? null,
    rows: rows.items,
    ...encodePage(rows),
  };
}
