import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { getGoneBrake } from "#app/domain/reconciliation/gone-brake/gone-brake-queries.server.ts";
import { getReconciliationSettings } from "#app/domain/reconciliation/runs/reconciliation-settings.server.ts";
import { listRuns } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { summarizeStores, type StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";

const RUNS_SHOWN = 10;
const path = z.object({ storeId: z.uuid() });

/** One store's state, the same for its pages and for their polls. @throws {NotFoundError} when it is not the actor's to see. */
export async function readStoreSummary(ctx: Context, params: unknown): Promise<StoreSummary> {
  const { storeId } = parseParams(params, path);
  const [summary] = await summarizeStores(ctx, storeId);
  if (!summary) throw new NotFoundError("store");
  return summary;
}

/** A store's reconciliation page from its address. */
export async function readStorePage(ctx: Context, request: Request, params: unknown) {
  const summary = await readStoreSummary(ctx, params);
  const storeId = summary.store.id;
  const page = toPageRequest(parseSearchParams(request, z.object(pageParams("uuid"))), RUNS_SHOWN);
  const [settings, brake, runs] = await Promise.all([
    getReconciliationSettings(ctx, { storeId }),
    getGoneBrake(ctx, { storeId }),
    listRuns(ctx, { storeId }, page),
  ]);
  return {
    summary,
    settings,
    brake,
    runs: runs.items,
    ...encodePage(runs),
    mayReconcile: can(ctx.actor, "upload", storeId),
    mayConfigure: can(ctx.actor, "configure", storeId),
  };
}
