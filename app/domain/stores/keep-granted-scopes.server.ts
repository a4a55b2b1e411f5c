import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { offlineSessionId } from "./internal/offline-token.server.ts";
import { requireScopes } from "./require-scopes.server.ts";
import { findMissingScopes } from "./required-scopes.ts";
import { shopifyActor } from "./shopify-actor.ts";

export interface KeepGrantedScopesInput {
  storeId: string;
  shopDomain: string;
  granted: readonly string[];
}

/**
 * Follows what a shop grants: a store that lacks a scope waits for a person, and one that waited for nothing else goes
 * on when all of them are there. Free to repeat.
 */
export async function keepGrantedScopes(
  runtime: Runtime,
  { storeId, shopDomain, granted }: KeepGrantedScopesInput,
): Promise<"lacking" | "restored" | "unchanged"> {
  const id = offlineSessionId(shopDomain);
  await runtime.db.session.updateMany({ where: { id }, data: { scope: granted.join(",") } });
  const missing = findMissingScopes(granted);
  if (missing.length > 0) {
    const named = missing.length === 1 ? `the access scope ${missing[0]}` : `the access scopes ${missing.join(", ")}`;
    await requireScopes(runtime, { storeId, missing: `The shop no longer grants ${named}.` });
    return "lacking";
  }
  const isRestored = await inTransaction(runtime.db, async (tx) => {
    // A token that was refused is deleted: without one the store waits for more than scopes.
    if (!(await tx.session.findUnique({ where: { id }, select: { id: true } }))) return false;
    const [store] = await tx.store.updateManyAndReturn({
      where: { id: storeId, status: "RECONNECT_REQUIRED" },
      data: { status: "CONNECTED", statusReason: null },
      select: { organizationId: true },
    });
    if (!store) return false;
    await recordActivity(
      tx,
      { organizationId: store.organizationId, actor: shopifyActor },
      { action: "store.reconnected", subjectType: "store", subjectId: storeId, details: { because: "scopes" } },
    );
    await runtime.queue.send(tx, drainStore, { storeId });
    return true;
  });
  if (isRestored) runtime.log.info({ storeId, shopDomain }, "A store has all access scopes again.");
  return isRestored ? "restored" : "unchanged";
}
