import { Prisma } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { planDeparture } from "#jobs/contracts/uploads.ts";
import { createBatch } from "../create-batch.server.ts";
import { leavingProducts } from "../internal/departures/leaving-sql.server.ts";
import { isInScope, storeOf } from "../internal/departures/scoped-products-sql.server.ts";
import type { DepartureScope } from "./departure-scope.ts";

/**
 * Lets what no longer goes to its stores leave them, by a batch of its own: to be called in the transaction that decided
 * it. Nothing is made when nothing leaves. Returns the batch's id, or null.
 */
export async function requestDeparture(
  tx: Tx,
  ctx: Context,
  scope: DepartureScope,
  name: string,
): Promise<string | null> {
  const { organizationId } = ctx;
  const products = Prisma.sql`SELECT p.id FROM products p WHERE ${isInScope(organizationId, scope)}`;
  const leaving = leavingProducts({ organizationId, products, storeId: storeOf(scope) });
  const [first] = await tx.$queryRaw<unknown[]>`SELECT 1 FROM (${leaving}) AS leaving LIMIT 1`;
  if (first === undefined) return null;
  const batchId = await createBatch(tx, ctx, name, {}, "DEPARTURE");
  const { id: departureId } = await tx.departure.create({
    data: { organizationId, batchId, scope },
    select: { id: true },
  });
  await recordActivity(tx, ctx, {
    action: "departure.created",
    subjectType: "batch",
    subjectId: batchId,
    details: { name },
  });
  await ctx.queue.send(tx, planDeparture, { organizationId, departureId });
  return batchId;
}
