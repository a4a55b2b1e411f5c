import type { ReconciliationKind } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { retryConflicts } from "#app/platform/retry-conflicts.server.ts";
import { reconcileStore } from "#jobs/contracts/reconciliation.ts";

export interface RequestReconciliationInput {
  storeId: string;
  kind?: ReconciliationKind;
}

/**
 * Asks for a comparison of all links of a store with its shop; of kind ADOPT, products to adopt are looked for, too. A
 * run that is open already serves this wish when it is of that kind.
 * @throws {NotFoundError} for a store that is not the actor's to see, {ForbiddenError} for who may not, {ConflictError} for a store
 * that is not connected, or when an open run looks for something else.
 */
export async function requestReconciliation(
  ctx: Context,
  { storeId, kind = "RECONCILE" }: RequestReconciliationInput,
): Promise<{ runId: string; isNew: boolean }> {
  const store = await getStore(ctx, storeId);
  requirePermission(ctx.actor, kind === "ADOPT" ? "configure" : "upload", storeId);
  if (store.status !== "CONNECTED") {
    throw new ConflictError("store.not-connected", "The shop can be read once its store is connected again.");
  }
  return retryConflicts(() => inTransaction(ctx.db, (tx) => openRun(tx, ctx, { storeId, kind })));
}

async function openRun(
  tx: Tx,
  ctx: Context,
  { storeId, kind }: Required<RequestReconciliationInput>,
): Promise<{ runId: string; isNew: boolean }> {
  const open = await tx.reconciliationRun.findFirst({
    where: { storeId, organizationId: ctx.organizationId, status: { in: ["PENDING", "RUNNING"] } },
    select: { id: true, kind: true, status: true },
  });
  if (open) {
    if (kind === "ADOPT" && open.kind !== "ADOPT" && !(await changeKind(tx, open.id))) {
      throw new ConflictError(
        "reconciliation.under-way",
        "The shop is being read right now. Try again in a few minutes.",
      );
    }
    await ctx.queue.send(tx, reconcileStore, { storeId });
    return { runId: open.id, isNew: false };
  }
  const run = await tx.reconciliationRun.create({
    data: {
      organizationId: ctx.organizationId,
      storeId,
      kind,
      actorType: ctx.actor.type,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
    },
    select: { id: true },
  });
  const action = kind === "ADOPT" ? "store.adoption-proposed" : "store.reconciled";
  await recordActivity(tx, ctx, { action, subjectType: "store", subjectId: storeId, details: { runId: run.id } });
  await ctx.queue.send(tx, reconcileStore, { storeId });
  return { runId: run.id, isNew: true };
}

/** A run that has not compared identities yet looks for products to adopt afterwards just as well. */
async function changeKind(tx: Tx, runId: string): Promise<boolean> {
  const { count } = await tx.reconciliationRun.updateMany({
    where: { id: runId, status: { in: ["PENDING", "RUNNING"] }, step: { in: ["QUERY", "READ"] } },
    data: { kind: "ADOPT" },
  });
  return count > 0;
}
