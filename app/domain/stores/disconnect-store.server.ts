import type { Runtime } from "#app/domain/context.ts";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import { cancelStoreUploads } from "#app/domain/uploads/steering/cancel-store-uploads.server.ts";
import { lockPlanning } from "#app/domain/uploads/plan-rows.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { sweepUploads } from "#jobs/contracts/uploads.ts";
import { offlineSessionId } from "./internal/offline-token.server.ts";
import { recordDisconnection } from "./internal/record-disconnection.server.ts";
import { shopifyActor } from "./shopify-actor.ts";
import { findStoreByShop } from "./store-queries.server.ts";

export interface DisconnectStoreInput {
  shopDomain: string;
  /** When the app was removed, as Shopify tells. */
  uninstalledAt: Date;
}

/** Shopify: expiring offline access tokens live 60 minutes. */
const TOKEN_LIFETIME_MS = 60 * 60 * 1000;
const CLOCK_DIFFERENCE_MS = 10_000;
const REASON = "The app was uninstalled from the shop.";

/**
 * Ends a store whose app was uninstalled: its tokens are deleted at once, its unfinished uploads CANCELLED, many of them by
 * the sweep that this asks for, its links kept for a return. Doing it again changes nothing. News that is older than the
 * present connection, told by the time of connection or by a token that was issued since, is stale: the app has been
 * installed again.
 */
export async function disconnectStore(
  runtime: Runtime,
  { shopDomain, uninstalledAt }: DisconnectStoreInput,
): Promise<"disconnected" | "unchanged" | "stale"> {
  const store = await findStoreByShop(runtime.db, shopDomain);
  const outcome = await inTransaction(runtime.db, async (tx) => {
    // A plan that is open now ends first, so that its rows are seen; one that begins later leaves this store out.
    if (store) await lockPlanning(tx, store.organizationId);
    return markUninstalled(tx, runtime, { shopDomain, uninstalledAt });
  });
  if (outcome === "disconnected") runtime.log.info({ storeId: store?.id, shopDomain }, "A store was disconnected.");
  if (outcome !== "stale" && store) await cancelStoreUploads(runtime, store.id, { slices: 1 });
  return outcome;
}

async function markUninstalled(
  tx: Tx,
  runtime: Runtime,
  { shopDomain, uninstalledAt }: DisconnectStoreInput,
): Promise<"disconnected" | "unchanged" | "stale"> {
  if (await isInstalledSince(tx, shopDomain, uninstalledAt)) return "stale";
  await tx.session.deleteMany({ where: { shop: shopDomain } });
  await tx.tokenRefreshLease.deleteMany({ where: { shopDomain } });
  const [store] = await tx.store.updateManyAndReturn({
    where: { shopDomain, status: { not: "UNINSTALLED" } },
    data: { status: "UNINSTALLED", statusReason: REASON, uninstalledAt },
    select: { id: true, organizationId: true },
  });
  if (!store) return "unchanged";
  await recordActivity(
    tx,
    { organizationId: store.organizationId, actor: shopifyActor },
    {
      action: "store.uninstalled",
      subjectType: "store",
      subjectId: store.id,
    },
  );
  await recordDisconnection(tx, runtime, { ...store, reason: REASON });
  await runtime.queue.send(tx, sweepUploads, {});
  return "disconnected";
}

async function isInstalledSince(tx: Tx, shopDomain: string, uninstalledAt: Date): Promise<boolean> {
  const store = await tx.store.findUnique({ where: { shopDomain }, select: { connectedAt: true } });
  if (store && store.connectedAt > uninstalledAt) return true;
  const session = await tx.session.findUnique({
    where: { id: offlineSessionId(shopDomain) },
    select: { expires: true },
  });
  if (!session?.expires) return false;
  const issuedAtMs = session.expires.getTime() - TOKEN_LIFETIME_MS;
  return issuedAtMs > uninstalledAt.getTime() + CLOCK_DIFFERENCE_MS;
}
