import type { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, isBackwardRequest, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";

const shown = {
  id: true,
  storeId: true,
  kind: true,
  status: true,
  step: true,
  actorType: true,
  actorId: true,
  actorName: true,
  linesTotal: true,
  linesStaged: true,
  linksCompared: true,
  linksLeftAlone: true,
  findings: true,
  proposals: true,
  errorCode: true,
  errorMessage: true,
  createdAt: true,
  startedAt: true,
  endedAt: true,
} satisfies Prisma.ReconciliationRunSelect;

type RunRow = Prisma.ReconciliationRunGetPayload<{ select: typeof shown }>;

/** One reading of a shop, as a person reads it. */
export type RunView = Omit<RunRow, "linesTotal" | "linesStaged" | "actorType" | "actorId" | "actorName"> & {
  actor: { type: RunRow["actorType"]; id: string | null; name: string };
  /** Products and variants that Shopify lists and that have been read; null before it has listed them. */
  lines: { total: number; read: number } | null;
};

function toView({ linesTotal, linesStaged, actorType, actorId, actorName, ...run }: RunRow): RunView {
  return {
    ...run,
    actor: { type: actorType, id: actorId, name: actorName },
    lines: linesTotal === null ? null : { total: Number(linesTotal), read: Number(linesStaged) },
  };
}

/** The runs of a store, newest first. @throws {NotFoundError} for a store that is not the actor's to see. */
export async function listRuns(
  ctx: Context,
  { storeId }: { storeId: string },
  page: PageRequest,
): Promise<Page<RunView>> {
  await getStore(ctx, storeId);
  const key = page.after ?? page.before;
  const isBackward = isBackwardRequest(page);
  const runs = await ctx.db.reconciliationRun.findMany({
    where: {
      storeId,
      organizationId: ctx.organizationId,
      ...(key === undefined ? {} : { id: isBackward ? { gt: key } : { lt: key } }),
    },
    orderBy: { id: isBackward ? "asc" : "desc" },
    take: page.limit + 1,
    select: shown,
  });
  return cutPage(runs.map(toView), page, ({ id }) => id);
}

/** Runs by their ids, of stores that the actor is known to see. */
export async function findRuns(ctx: Context, runIds: readonly string[]): Promise<Map<string, RunView>> {
  const runs = await ctx.db.reconciliationRun.findMany({
    where: { id: { in: [...runIds] }, organizationId: ctx.organizationId },
    select: shown,
  });
  return new Map(runs.map((run) => [run.id, toView(run)]));
}

/** @throws {NotFoundError} also for a run of a store that is not the actor's to see. */
export async function getRun(ctx: Context, { storeId, runId }: { storeId: string; runId: string }): Promise<RunView> {
  await getStore(ctx, storeId);
  const run = await ctx.db.reconciliationRun.findFirst({
    where: { id: runId, storeId, organizationId: ctx.organizationId },
    select: shown,
  });
  if (!run) throw new NotFoundError("reconciliation");
  return toView(run);
}
