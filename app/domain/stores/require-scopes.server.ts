import type { Runtime } from "#app/domain/context.ts";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { recordDisconnection } from "./internal/record-disconnection.server.ts";
import { shopifyActor } from "./shopify-actor.ts";

export interface RequireScopesInput {
  storeId: string;
  /** What Shopify said is missing, in words for a person. */
  missing: string;
}

/**
 * Stops all work on a store whose grant lacks an access scope, until a person accepts the scopes there. Its token is
 * good and stays: it opens the pages on which that person reads why. Free to repeat.
 */
export async function requireScopes(runtime: Runtime, { storeId, missing }: RequireScopesInput): Promise<void> {
  const statusReason = `${missing} Open Catalog Relay in the admin of this shop and accept the scopes.`;
  const isChanged = await inTransaction(runtime.db, async (tx) => {
    const [store] = await tx.store.updateManyAndReturn({
      where: { id: storeId, status: "CONNECTED" },
      data: { status: "RECONNECT_REQUIRED", statusReason },
      select: { id: true, organizationId: true },
    });
    if (!store) return false;
    await recordActivity(
      tx,
      { organizationId: store.organizationId, actor: shopifyActor },
      { action: "store.access-lost", subjectType: "store", subjectId: storeId, details: { missing } },
    );
    await recordDisconnection(tx, runtime, { ...store, reason: statusReason });
    return true;
  });
  if (isChanged) runtime.log.warn({ storeId, missing }, "A store lacks an access scope and has to be reconnected.");
}
