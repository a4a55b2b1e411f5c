import type { Prisma } from "@prisma/client";
import { recordEvent } from "#app/domain/notifications/events/record-event.server.ts";
import { inTransaction, type Db, type Tx } from "#app/platform/db.server.ts";
import { decideBrake, type BrakeReport } from "../stock-brakes.ts";
import { findLostLocations } from "./lost-locations.server.ts";
import { isOver, scopeOf, type Runner, type TakenRun } from "./runner.ts";
import { endOfSlice, stockTargets, type KeyRange, type StockScope } from "./stock-targets-sql.server.ts";
import { updateRun } from "./take-run.server.ts";

const SLICE_VARIANTS = 20_000;

/** While a run is weighed nothing is sent, and a full budget of points grows no further. */
const SLICES_AT_ONCE = 2;

/** A mistake that arrives in slices is made within this time. */
const ONE_MISTAKE_MINUTES = 60;

/** `over`: the runner's time is up. `waiting`: a brake stopped the run. */
export type Weighed = "over" | "read-first" | "waiting" | "go";

interface Weight {
  levels: number;
  unread: number;
  drifted: number;
  units: bigint;
  to_zero: number;
  quarantined: number;
}

/**
 * The stage that works out what the run would do, before anything of it is sent, and stops it where a person has to be
 * asked. It starts again when it is interrupted: it writes nothing but its sum.
 */
export async function weighLevels(runner: Runner, run: TakenRun): Promise<Weighed> {
  const { db } = runner.runtime;
  const sum = await sumOfSlices(runner, scopeOf(runner, run));
  if (sum === "over") return "over";
  if (sum.unread > 0 && run.levelsRead === 0) {
    await updateRun(runner, run.id, { stage: "READING", stageThrough: null });
    return "read-first";
  }
  const report = run.kind === "DRY_RUN" || run.brakeReleasedAt ? null : await judge(runner, run, sum);
  const weighed = {
    levelsTotal: sum.levels,
    levelsDrifted: sum.drifted,
    unitsDrifted: sum.units,
    levelsToZero: sum.toZero,
    levelsQuarantined: sum.quarantined,
    stageThrough: null,
    ...(report
      ? {
          status: "WAITING_FOR_PERSON" as const,
          claimToken: null,
          brakeReport: asJson(report),
        }
      : { stage: "SETTING" as const }),
  };
  await inTransaction(db, async (tx) => {
    await updateRun(runner, run.id, weighed, tx);
    if (report) await tellBrake(tx, runner, run.id, report);
  });
  if (report)
    runner.runtime.log.warn({ runId: run.id, toZero: report.toZero }, "A stock sync stopped and asks a person.");
  return report ? "waiting" : "go";
}

type Sum = Omit<Weight, "to_zero"> & { toZero: number };

async function sumOfSlices(runner: Runner, scope: StockScope): Promise<Sum | "over"> {
  const { db } = runner.runtime;
  const sum: Sum = { levels: 0, unread: 0, drifted: 0, units: 0n, toZero: 0, quarantined: 0 };
  let after: string | null = null;
  do {
    if (isOver(runner)) return "over";
    await runner.calls.keep();
    const ranges: KeyRange[] = [];
    do {
      const through: string | null = await endOf(db, scope, after);
      ranges.push({ after, through });
      after = through;
    } while (after !== null && ranges.length < SLICES_AT_ONCE);
    for (const { to_zero, ...weight } of await Promise.all(ranges.map((range) => weighSlice(db, scope, range)))) {
      sum.levels += weight.levels;
      sum.unread += weight.unread;
      sum.drifted += weight.drifted;
      sum.units += weight.units;
      sum.toZero += to_zero;
      sum.quarantined += weight.quarantined;
    }
  } while (after !== null);
  return sum;
}

async function endOf(db: Db, scope: StockScope, after: string | null): Promise<string | null> {
  const [end] = await db.$queryRaw<{ variant_id: string }[]>(endOfSlice(scope, after, SLICE_VARIANTS));
  return end?.variant_id ?? null;
}

async function weighSlice(db: Db, scope: StockScope, range: KeyRange): Promise<Weight> {
  const [weight] = await db.$queryRaw<[Weight]>`
    SELECT count(*)::int AS levels, count(*) FILTER (WHERE known_quantity IS NULL)::int AS unread,
      count(*) FILTER (WHERE known_quantity <> target)::int AS drifted,
      coalesce(sum(abs(target::bigint - known_quantity)), 0)::bigint AS units,
      count(*) FILTER (WHERE target = 0 AND known_quantity > 0)::int AS to_zero,
      count(*) FILTER (WHERE is_quarantined)::int AS quarantined
    FROM (${stockTargets(scope, range)}) AS level`;
  return weight;
}

async function tellBrake(tx: Tx, { runtime, organizationId, storeId }: Runner, runId: string, report: BrakeReport) {
  const { levels, toZero, closedLocations, forgottenLocations } = report;
  await recordEvent(tx, runtime.queue, {
    organizationId,
    kind: "stock.brake-pulled",
    key: `stock-brake/${runId}`,
    storeIds: [storeId],
    subject: { type: "inventory-run", id: runId },
    details: { levels, toZero, locationsLost: closedLocations.length + forgottenLocations.length },
  });
}

async function judge(
  runner: Runner,
  run: TakenRun,
  { levels, toZero }: { levels: number; toZero: number },
): Promise<BrakeReport | null> {
  const { runtime, storeId } = runner;
  const settings = await runtime.db.inventorySettings.findUnique({ where: { storeId } });
  const isIncremental = run.kind === "INCREMENTAL";
  const isWhole = run.categoryId === null && run.productId === null && !isIncremental;
  return decideBrake(
    { levels, toZero, ...(isWhole ? await findLostLocations(runner) : NO_LOCATIONS) },
    {
      maxZeroShare: settings?.maxZeroShare ?? DEFAULT_MAX_ZERO_SHARE,
      levelsOfStore: isIncremental ? await levelsOfLastWholeRun(runner) : levels,
      zeroedBefore: isIncremental ? await zeroedLately(runner, run.id) : 0,
    },
  );
}

function asJson({ closedLocations, forgottenLocations, ...figures }: BrakeReport): Prisma.InputJsonObject {
  return {
    ...figures,
    closedLocations: closedLocations.map((location) => ({ ...location })),
    forgottenLocations: forgottenLocations.map((location) => ({ ...location })),
  };
}

const NO_LOCATIONS = { closedLocations: [], forgottenLocations: [] };

/** What the database has for a store without settings of its own. */
const DEFAULT_MAX_ZERO_SHARE = 0.2;

async function levelsOfLastWholeRun({ runtime, storeId }: Runner): Promise<number> {
  const last = await runtime.db.inventoryRun.findFirst({
    where: { storeId, kind: { not: "INCREMENTAL" }, categoryId: null, productId: null, plannedAt: { not: null } },
    orderBy: { id: "desc" },
    select: { levelsTotal: true },
  });
  return last?.levelsTotal ?? (await runtime.db.inventoryLevel.count({ where: { storeId } }));
}

async function zeroedLately({ runtime, storeId }: Runner, runId: string): Promise<number> {
  const since = new Date(runtime.clock.now().getTime() - ONE_MISTAKE_MINUTES * 60_000);
  const { _sum } = await runtime.db.inventoryRun.aggregate({
    where: { storeId, kind: "INCREMENTAL", id: { not: runId }, brakeReleasedAt: null, completedAt: { gte: since } },
    _sum: { levelsToZero: true },
  });
  return _sum.levelsToZero ?? 0;
}
