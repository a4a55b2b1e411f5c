import { reconcileStore } from "#app/domain/reconciliation/runs/reconcile-store.server.ts";
import { requestReconciliation } from "#app/domain/reconciliation/runs/request-reconciliation.server.ts";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { planApproval } from "#app/domain/catalog/plan-approval.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import type { RunView } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { getRun } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { onlyStore, type UploadWorld } from "../worlds/upload-world.ts";

/** Bulk operations that run at once and as fast as the machine does: how long Shopify takes is not what is tested. */
export const QUICK_BULK = {
  bulkStartDelayMs: 0,
  bulkObjectsPerSecond: Number.POSITIVE_INFINITY,
  webhookFullVariants: 100,
};

const calm = () => new AbortController().signal;

/** Approves products and uploads them to the world's only store, shift by shift. Returns the batch. */
export async function upload(world: UploadWorld, productIds: readonly string[]): Promise<string> {
  const { ctx } = world;
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids: [...productIds] } });
  const unplanned = await ctx.db.approval.findFirst({ where: { batchId, plannedAt: null } });
  if (unplanned) await planApproval(ctx, { organizationId: ctx.organizationId, approvalId: unplanned.id });
  for (let outcome = "hand-over"; outcome === "hand-over";) outcome = await drainStore(ctx, onlyStore(world), calm());
  return batchId;
}

/** Asks for a run and does it to its end. */
export async function reconcile(world: UploadWorld, kind: "RECONCILE" | "ADOPT" = "RECONCILE"): Promise<RunView> {
  const { storeId } = onlyStore(world);
  const { runId } = await requestReconciliation(world.ctx, { storeId, kind });
  const outcome = await reconcileStore(world.ctx, { storeId }, calm());
  const run = await getRun(world.ctx, { storeId, runId });
  if (run.status !== "COMPLETED") throw new Error(`The run ended as ${outcome}: ${run.errorMessage ?? run.status}`);
  return run;
}
