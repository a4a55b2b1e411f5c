import { Prisma, type ActorType, type InventoryRun } from "@prisma/client";
import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import type { RunKind, RunStatus } from "../run-states.ts";
import type { BrakeReport } from "../stock-brakes.ts";

/** A stock sync as a person reads it. */
export interface StockRunView {
  id: string;
  storeId: string;
  kind: RunKind;
  status: RunStatus;
  stage: "READING" | "WEIGHING" | "SETTING";
  categoryId: string | null;
  productId: string | null;
  /** `YYYY-MM-DD` by the store's calendar, of a daily run. */
  localDay: string | null;
  actor: { type: ActorType; id: string | null; name: string };
  /** What it compared: all levels, those that differ and by how many units, those that go to zero. */
  levels: { total: number; drifted: number; unitsDrifted: number; toZero: number; quarantined: number; read: number };
  rows: {
    total: number;
    pending: number;
    succeeded: number;
    failed: number;
    quarantined: number;
    cancelled: number;
    reported: number;
  };
  callsMade: number;
  costPoints: number;
  /** Why it stopped and asked; kept after the answer. */
  brakeReport: BrakeReport | null;
  brakeReleasedAt: Date | null;
  brakeReleasedBy: string | null;
  cancelRequestedAt: Date | null;
  errorSummary: string | null;
  createdAt: Date;
  startedAt: Date | null;
  lastProgressAt: Date | null;
  completedAt: Date | null;
}

export interface StockRunFilter {
  storeId?: string | undefined;
  kinds?: readonly RunKind[] | undefined;
  statuses?: readonly RunStatus[] | undefined;
}

const newestFirst: KeysetOrder = { column: Prisma.sql`run.id`, type: "uuid", direction: "descending" };

/** The stock syncs that the actor may see, newest first. */
export async function listStockRuns(
  ctx: Context,
  filter: StockRunFilter,
  page: PageRequest,
): Promise<Page<StockRunView>> {
  const onlyStoreId = visibleStoreId(ctx.actor);
  const conditions = [
    filter.storeId === undefined ? Prisma.empty : Prisma.sql`AND run.store_id = ${filter.storeId}::uuid`,
    onlyStoreId === null ? Prisma.empty : Prisma.sql`AND run.store_id = ${onlyStoreId}::uuid`,
    filter.kinds ? Prisma.sql`AND run.kind = ANY (${[...filter.kinds]}::inventory_run_kind[])` : Prisma.empty,
    filter.statuses ? Prisma.sql`AND run.status = ANY (${[...filter.statuses]}::inventory_run_status[])` : Prisma.empty,
  ];
  const found = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT run.id FROM inventory_runs run
    WHERE run.organization_id = ${ctx.organizationId}::uuid ${Prisma.join(conditions, " ")}
    ${keysetCondition(page, newestFirst)} ${keysetOrder(page, newestFirst)}`;
  const { items, next, previous } = cutPage(found, page, ({ id }) => id);
  const runs = await ctx.db.inventoryRun.findMany({
    where: { organizationId: ctx.organizationId, id: { in: items.map(({ id }) => id) } },
    orderBy: { id: "desc" },
  });
  return { items: runs.map(toView), next, previous };
}

/** @throws {NotFoundError} when it is absent or not the actor's to see. */
export async function getStockRun(ctx: Context, runId: string): Promise<StockRunView> {
  const onlyStoreId = visibleStoreId(ctx.actor);
  const run = await ctx.db.inventoryRun.findFirst({
    where: {
      id: runId,
      organizationId: ctx.organizationId,
      ...(onlyStoreId === null ? {} : { storeId: onlyStoreId }),
    },
  });
  if (!run) throw new NotFoundError("inventory run");
  return toView(run);
}

const lostLocations = z.array(z.object({ locationId: z.string(), name: z.string().nullable() }));

const brakeReportSchema: z.ZodType<BrakeReport> = z.object({
  levels: z.number(),
  toZero: z.number(),
  zeroShare: z.number(),
  maxZeroShare: z.number(),
  tooManyToZero: z.boolean(),
  closedLocations: lostLocations,
  forgottenLocations: lostLocations,
});

const toView = (run: InventoryRun): StockRunView => ({
  id: run.id,
  storeId: run.storeId,
  kind: run.kind,
  status: run.status,
  stage: run.stage,
  categoryId: run.categoryId,
  productId: run.productId,
  localDay: run.localDay?.toISOString().slice(0, 10) ?? null,
  actor: { type: run.actorType, id: run.actorId, name: run.actorName },
  levels: {
    total: run.levelsTotal,
    drifted: run.levelsDrifted,
    unitsDrifted: Number(run.unitsDrifted),
    toZero: run.levelsToZero,
    quarantined: run.levelsQuarantined,
    read: run.levelsRead,
  },
  rows: {
    total: run.rowsTotal,
    pending: run.rowsPending,
    succeeded: run.rowsSucceeded,
    failed: run.rowsFailed,
    quarantined: run.rowsQuarantined,
    cancelled: run.rowsCancelled,
    reported: run.rowsReported,
  },
  callsMade: run.callsMade,
  costPoints: run.costPoints,
  brakeReport: run.brakeReport === null ? null : brakeReportSchema.parse(run.brakeReport),
  brakeReleasedAt: run.brakeReleasedAt,
  brakeReleasedBy: run.brakeReleasedBy,
  cancelRequestedAt: run.cancelRequestedAt,
  errorSummary: run.errorSummary,
  createdAt: run.createdAt,
  startedAt: run.startedAt,
  lastProgressAt: run.lastProgressAt,
  completedAt: run.completedAt,
});
