import type { Runtime } from "#app/domain/context.ts";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import { recordDisconnection } from "./record-disconnection.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { offlineSessionId } from "./offline-token.server.ts";
import { shopifyActor } from "../shopify-actor.ts";

export interface RequireReconnectInput {
  shopDomain: string;
  /** The token that was refused, by its ciphertext: a newer one in its place means that there is no need. */
  sealed: string;
}

const REASON =
  "Shopify no longer accepts the app's access. Open Catalog Relay in the admin of this shop to reconnect it.";

/**
 * Stops all work on a store whose token was refused, until a person opens the app there. The dead token is deleted, so
 * that opening the app asks Shopify for a new one instead of trusting this one. Free to repeat.
 */
export async function requireReconnect(runtime: Runtime, { shopDomain, sealed }: RequireReconnectInput): Promise<void> {
  const storeId = await inTransaction(runtime.db, async (tx) => {
    const id = offlineSessionId(shopDomain);
    await tx.session.deleteMany({ where: { id, accessToken: sealed } });
    if (await tx.session.findUnique({ where: { id }, select: { id: true } })) return null;
    const [store] = await tx.store.updateManyAndReturn({
      where: { shopDomain, status: "CONNECTED" },
      data: { status: "RECONNECT_REQUIRED", statusReason: REASON },
      select: { id: true, organizationId: true },
    });
    if (!store) return null;
    await recordActivity(
      tx,
      { organizationId: store.organizationId, actor: shopifyActor },
      {
        action: "store.access-lost",
        subjectType: "store",
        subjectId: store.id,
      },
    );
    await recordDisconnection(tx, runtime, { ...store, reason: REASON });
    return store.id;
  });
  if (storeId !== null) runtime.log.warn({ storeId, shopDomain }, "A store lost its access and has to be reconnected.");
}
