import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Actor, Runtime } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { markConnected } from "./internal/mark-connected.server.ts";
import type { ShopFacts } from "./shop-facts.server.ts";

export interface ReturnStoreInput {
  organizationId: string;
  actor: Actor;
  storeId: string;
  facts: ShopFacts;
}

/**
 * Brings a store that had left its organization back to it, in the caller's transaction: its links count again, and what
 * was unfinished when it left stays cancelled. False when somebody has brought it back meanwhile.
 */
export async function returnStore(
  tx: Tx,
  runtime: Runtime,
  { organizationId, actor, storeId, facts }: ReturnStoreInput,
): Promise<boolean> {
  const { count } = await tx.store.updateMany({
    where: { id: storeId, organizationId, leftAt: { not: null } },
    data: { ...facts, leftAt: null },
  });
  if (count === 0) return false;
  await markConnected(tx, storeId, runtime.clock.now());
  await recordActivity(
    tx,
    { organizationId, actor },
    { action: "store.returned", subjectType: "store", subjectId: storeId },
  );
  await runtime.queue.send(tx, drainStore, { storeId });
  return true;
}
