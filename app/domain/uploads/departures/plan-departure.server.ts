import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { retryConflicts } from "#app/platform/retry-conflicts.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { finishPlanning } from "../finish-planning.server.ts";
import { planDepartingRows } from "../internal/departures/plan-departing-rows.server.ts";
import { isInScope, storeOf } from "../internal/departures/scoped-products-sql.server.ts";
import { logBatchChanges, type BatchChange } from "../log-batch-changes.server.ts";
import { lockPlanning } from "../plan-rows.server.ts";
import { departureScopeSchema, type DepartureScope } from "./departure-scope.ts";

const SLICE_PRODUCTS = 1_000;

export interface PlanDepartureInput {
  organizationId: string;
  departureId: string;
}

/**
 * Turns a departure into rows, a slice of products per transaction, and goes on where an interrupted run stopped. What
 * leaves is decided by the routes as they are now.
 */
export async function planDeparture(
  runtime: Runtime,
  input: PlanDepartureInput,
  signal?: AbortSignal,
): Promise<"planned" | "interrupted" | "absent"> {
  for (;;) {
    if (signal?.aborted) return "interrupted";
    const { outcome, changes } = await retryConflicts(() =>
      inTransaction(runtime.db, (tx) => planSlice(tx, runtime, input), { timeoutMs: 60_000 }),
    );
    logBatchChanges(runtime.log, changes);
    if (outcome !== "more") return outcome;
  }
}

interface PlannedSlice {
  outcome: "planned" | "more" | "absent";
  changes: BatchChange[];
}

async function planSlice(
  tx: Tx,
  runtime: Runtime,
  { organizationId, departureId }: PlanDepartureInput,
): Promise<PlannedSlice> {
  await lockPlanning(tx, organizationId);
  const departure = await tx.departure.findFirst({
    where: { id: departureId, organizationId },
    include: { batch: { select: { cancelRequestedAt: true } } },
  });
  if (!departure) return { outcome: "absent", changes: [] };
  const { id, batchId, plannedThrough, batch } = departure;
  if (departure.plannedAt) return { outcome: "planned", changes: [] };
  const scope = departureScopeSchema.parse(departure.scope);
  const productIds = batch.cancelRequestedAt ? [] : await nextProducts(tx, organizationId, scope, plannedThrough);
  const input = { organizationId, batchId, productIds, storeId: storeOf(scope) };
  const { storeIds, changes } = await planDepartingRows(tx, input);
  for (const storeId of storeIds) await runtime.queue.send(tx, drainStore, { storeId });
  const last = productIds.at(-1);
  if (last !== undefined && productIds.length === SLICE_PRODUCTS) {
    await tx.departure.update({ where: { id }, data: { plannedThrough: last } });
    return { outcome: "more", changes };
  }
  await tx.departure.update({ where: { id }, data: { plannedAt: runtime.clock.now() } });
  return { outcome: "planned", changes: [...changes, ...(await finishPlanning(tx, batchId))] };
}

async function nextProducts(
  tx: Tx,
  organizationId: string,
  scope: DepartureScope,
  after: string | null,
): Promise<string[]> {
  const products = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM products p
    WHERE ${isInScope(organizationId, scope)} ${after === null ? Prisma.empty : Prisma.sql`AND p.id > ${after}::uuid`}
    ORDER BY p.id LIMIT ${SLICE_PRODUCTS}`;
  return products.map(({ id }) => id);
}
