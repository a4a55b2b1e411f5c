import type { Runtime } from "#app/domain/context.ts";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import { cancelStoreUploads } from "#app/domain/uploads/steering/cancel-store-uploads.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { AppError } from "#app/platform/errors.ts";
import { createAdminClient } from "#app/shopify/client.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { readShopFacts, type ShopFacts } from "./shop-facts.server.ts";
import { markConnected } from "./internal/mark-connected.server.ts";
import { shopifyActor } from "./shopify-actor.ts";

export interface ConnectStoreInput {
  shopDomain: string;
  accessToken: string;
}

/**
 * Brings a store back to CONNECTED and its facts up to date, after Shopify gave the app a token for the shop.
 * A shop without an organization, or that an owner took out of its own, stays as it is: nothing happens before somebody
 * chooses to. Runs about hourly per
 * shop and twice at once for a new one, so running it again changes nothing. That the facts could not be read is logged
 * and does not keep the store away; the next run reads them. What was unfinished when the store left stays cancelled.
 * A store whose data were deleted meanwhile comes back paused.
 */
export async function connectStore(
  runtime: Runtime,
  { shopDomain, accessToken }: ConnectStoreInput,
): Promise<"unclaimed" | "reconnected" | "unchanged"> {
  const store = await runtime.db.store.findUnique({
    where: { shopDomain },
    select: { id: true, organizationId: true, leftAt: true },
  });
  if (!store || store.leftAt !== null) return "unclaimed";
  const client = createAdminClient({ shopDomain, accessToken, fetch: runtime.fetch });
  const facts = await readShopFacts(client).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    runtime.log.warn({ err: error, shopDomain }, "The facts of a shop could not be read.");
    return null;
  });
  await cancelStoreUploads(runtime, store.id);
  const outcome = await inTransaction(runtime.db, async (tx) => {
    if (facts) await keepFacts(tx, store.id, facts);
    const now = runtime.clock.now();
    if (!(await markConnected(tx, store.id, now))) return "unchanged" as const;
    await recordActivity(
      tx,
      { organizationId: store.organizationId, actor: shopifyActor },
      {
        action: "store.reconnected",
        subjectType: "store",
        subjectId: store.id,
      },
    );
    await runtime.queue.send(tx, drainStore, { storeId: store.id });
    return "reconnected" as const;
  });
  if (outcome === "reconnected") runtime.log.info({ storeId: store.id, shopDomain }, "A store was reconnected.");
  return outcome;
}

async function keepFacts(tx: Tx, storeId: string, facts: ShopFacts): Promise<void> {
  const known = await tx.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { name: true, currencyCode: true, ianaTimezone: true, primaryLocationId: true },
  });
  const isSame =
    known.name === facts.name &&
    known.currencyCode === facts.currencyCode &&
    known.ianaTimezone === facts.ianaTimezone &&
    known.primaryLocationId === facts.primaryLocationId;
  if (!isSame) await tx.store.update({ where: { id: storeId }, data: facts });
}
