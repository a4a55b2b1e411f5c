import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { RunKind, RunStatus } from "../run-states.ts";

/** Levels in quarantine are counted no further than this. */
export const COUNTED_QUARANTINE = 1_000;

/** How the stock of one store stands. */
export interface StoreStock {
  id: string;
  name: string;
  status: "CONNECTED" | "RECONNECT_REQUIRED" | "UNINSTALLED";
  pausedAt: Date | null;
  /** Why Shopify is not asked for the moment. */
  heldUntil: Date | null;
  isDailyOn: boolean;
  /** `HH:MM` in `timeZone`. */
  dailyAt: string;
  timeZone: string;
  nextDailyAt: Date | null;
  lastRun: { id: string; kind: RunKind; status: RunStatus; completedAt: Date; failed: number } | null;
  /** The run that is under way or waits to begin. */
  runUnderWay: { id: string; kind: RunKind } | null;
  /** The run that a brake has stopped. */
  stoppedRunId: string | null;
  /** Levels in quarantine, up to one more than are counted. */
  quarantined: number;
  /** What the last reading of the whole shop found. */
  drift: { levels: number; drifted: number; at: Date } | null;
}

interface Found extends Omit<StoreStock, "lastRun" | "runUnderWay" | "drift"> {
  last: { id: string; kind: RunKind; status: RunStatus; completedAt: string; failed: number } | null;
  underWay: { id: string; kind: RunKind } | null;
  read: { levels: number; drifted: number; at: string } | null;
}

/** The stores that the actor may see, by name, each with how its stock stands. Stores that have left are not listed. */
export async function listStoreStock(ctx: Context): Promise<StoreStock[]> {
  const onlyStoreId = visibleStoreId(ctx.actor);
  const found = await ctx.db.$queryRaw<Found[]>`
    SELECT store.id, store.name, store.status::text, store.paused_at AS "pausedAt", store.held_until AS "heldUntil",
      coalesce(settings.is_daily_on, true) AS "isDailyOn", coalesce(settings.daily_at, '03:00') AS "dailyAt",
      coalesce(settings.time_zone, store.iana_timezone) AS "timeZone", settings.next_daily_at AS "nextDailyAt",
      (SELECT to_jsonb(run) FROM (
        SELECT id, kind, status, completed_at AS "completedAt", rows_failed + rows_quarantined AS failed
        FROM inventory_runs WHERE store_id = store.id AND completed_at IS NOT NULL ORDER BY id DESC LIMIT 1) AS run) AS last,
      (SELECT to_jsonb(run) FROM (
        SELECT id, kind FROM inventory_runs WHERE store_id = store.id AND status IN ('PENDING', 'PROCESSING')
        ORDER BY status DESC, id LIMIT 1) AS run) AS "underWay",
      (SELECT id FROM inventory_runs WHERE store_id = store.id AND status = 'WAITING_FOR_PERSON' ORDER BY id LIMIT 1) AS "stoppedRunId",
      (SELECT count(*)::int FROM (
        SELECT FROM quarantined_levels held WHERE held.store_id = store.id AND held.released_at IS NULL
        LIMIT ${COUNTED_QUARANTINE + 1}) AS held) AS quarantined,
      (SELECT to_jsonb(run) FROM (
        SELECT levels_total AS levels, levels_drifted AS drifted, created_at AS at FROM inventory_runs
        WHERE store_id = store.id AND is_shop_read AND category_id IS NULL AND product_id IS NULL AND stage = 'SETTING'
          AND created_at >= ${new Date(ctx.clock.now().getTime() - SEEN_BACK_MS)}
        ORDER BY id DESC LIMIT 1) AS run) AS read
    FROM stores store
    LEFT JOIN inventory_settings settings ON settings.store_id = store.id
    WHERE store.organization_id = ${ctx.organizationId}::uuid AND store.status <> 'UNINSTALLED'
      AND (${onlyStoreId}::uuid IS NULL OR store.id = ${onlyStoreId}::uuid)
    ORDER BY store.name, store.id`;
  return found.map(({ last, underWay, read, ...store }) => ({
    ...store,
    lastRun: last && { ...last, completedAt: new Date(last.completedAt) },
    runUnderWay: underWay,
    drift: read && { ...read, at: new Date(read.at) },
  }));
}

/** How far back the last reading of a shop is looked for. */
const SEEN_BACK_MS = 35 * 86_400_000;
