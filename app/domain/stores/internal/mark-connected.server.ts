import type { Tx } from "#app/platform/db.server.ts";

const ASKS_FIRST =
  "The links to this shop were deleted after the app was uninstalled, as Shopify asks. Adopt the products that the shop still has, and resume the store then: without that they would be made a second time.";

/** Makes a store CONNECTED that was not; answers whether it was not. */
export async function markConnected(tx: Tx, storeId: string, now: Date): Promise<boolean> {
  const { count } = await tx.store.updateMany({
    where: { id: storeId, leftAt: null, status: { in: ["UNINSTALLED", "RECONNECT_REQUIRED"] } },
    data: {
      status: "CONNECTED",
      statusReason: null,
      uninstalledAt: null,
      connectedAt: now,
      // Whether app-owned metafield definitions survive an uninstall is not documented: the next upload looks.
      identityDefinedAt: null,
    },
  });
  if (count === 0) return false;
  await holdAfterRedaction(tx, storeId, now);
  return true;
}

/**
 * A shop whose data were deleted after it had left may still have our products, and no link tells which. Nothing is sent
 * there until a person has looked: what carries our id is found again by itself, what has the same sku is not.
 */
async function holdAfterRedaction(tx: Tx, storeId: string, now: Date): Promise<void> {
  await tx.store.updateMany({
    where: { id: storeId, redactedAt: { not: null } },
    data: { redactedAt: null, pausedAt: now, statusReason: ASKS_FIRST },
  });
}
