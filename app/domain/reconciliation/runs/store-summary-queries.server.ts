import { Prisma } from "@prisma/client";
import { boundedAt, type BoundedCount } from "#app/domain/bounded-count.ts";
import type { Context } from "#app/domain/context.ts";
import { listStores, type StoreView } from "#app/domain/stores/store-queries.server.ts";
import { visibleStores } from "../delivery-queries.server.ts";
import { nextNightlyAt } from "./next-nightly.ts";
import { findRuns, type RunView } from "./run-queries.server.ts";

/** How a store and its shop stand to each other, at a glance. */
export interface StoreSummary {
  store: StoreView;
  /** The run that is under way; null when none is. */
  openRun: RunView | null;
  /** The last one that has ended, however it did. */
  lastRun: RunView | null;
  /** When it is reconciled by itself next; null for a store that is not connected. */
  nextNightlyAt: Date | null;
  /** Each counted to a limit. */
  waiting: Record<"findings" | "proposed" | "ambiguous" | "deleted", BoundedCount>;
}

const COUNTED_AT_MOST = 1_000;

interface SummaryRow {
  id: string;
  quiet_hour: number;
  open_run: string | null;
  last_run: string | null;
  last_date: string | null;
  findings: number;
  proposed: number;
  ambiguous: number;
  deleted: number;
}

/** The stores that the actor may see, each with its runs and what waits for a person; only one of them when it is named. */
export async function summarizeStores(ctx: Context, storeId?: string): Promise<StoreSummary[]> {
  const [stores, rows] = await Promise.all([listStores(ctx), readSummaryRows(ctx, storeId)]);
  const found = new Map(rows.map((row) => [row.id, row]));
  const runs = await findRuns(
    ctx,
    rows.flatMap(({ open_run: open, last_run: last }) => [open, last].filter((id) => id !== null)),
  );
  return stores.flatMap((store) => {
    const row = found.get(store.id);
    if (!row) return [];
    const night = { ...store, quietHour: row.quiet_hour };
    return [
      {
        store,
        openRun: runs.get(row.open_run ?? "") ?? null,
        lastRun: runs.get(row.last_run ?? "") ?? null,
        nextNightlyAt: store.status === "CONNECTED" ? nextNightlyAt(night, row.last_date, ctx.clock.now()) : null,
        waiting: {
          findings: told(row.findings),
          proposed: told(row.proposed),
          ambiguous: told(row.ambiguous),
          deleted: told(row.deleted),
        },
      },
    ];
  });
}

const readSummaryRows = (ctx: Context, storeId: string | undefined): Promise<SummaryRow[]> =>
  ctx.db.$queryRaw<SummaryRow[]>`
    SELECT store.id, store.quiet_hour,
      (SELECT id FROM reconciliation_runs run
        WHERE run.store_id = store.id AND run.status IN ('PENDING', 'RUNNING') ORDER BY run.id DESC LIMIT 1) AS open_run,
      (SELECT id FROM reconciliation_runs run
        WHERE run.store_id = store.id AND run.status NOT IN ('PENDING', 'RUNNING') ORDER BY run.id DESC LIMIT 1) AS last_run,
      (SELECT max(local_date)::text FROM reconciliation_runs run WHERE run.store_id = store.id) AS last_date,
      ${countOf(Prisma.sql`SELECT 1 FROM reconciliation_findings WHERE store_id = store.id AND state = 'OPEN'`)} AS findings,
      ${countOf(Prisma.sql`SELECT 1 FROM adoption_proposals WHERE store_id = store.id AND state = 'PROPOSED'`)} AS proposed,
      ${countOf(Prisma.sql`SELECT 1 FROM adoption_proposals WHERE store_id = store.id AND state = 'AMBIGUOUS'`)} AS ambiguous,
      ${countOf(Prisma.sql`SELECT 1 FROM product_links WHERE store_id = store.id AND gone_at IS NOT NULL`)} AS deleted
    FROM stores store
    WHERE ${visibleStores(ctx, storeId)}`;

const countOf = (found: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(SELECT count(*)::int FROM (${found} LIMIT ${COUNTED_AT_MOST + 1}) AS found)`;

const told = (count: number): BoundedCount => boundedAt(COUNTED_AT_MOST, count);
