import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Actor } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import type { ShopFacts } from "./shop-facts.server.ts";

export interface AddStoreInput {
  organizationId: string;
  actor: Actor;
  shopDomain: string;
  facts: ShopFacts;
  connectedAt: Date;
}

/**
 * Makes a shop a store of the organization, in the caller's transaction. Two organizations cannot have one shop: the
 * second breaks the unique index on the shop's domain.
 */
export async function addStore(tx: Tx, { actor, facts, ...store }: AddStoreInput): Promise<string> {
  const { id } = await tx.store.create({ data: { ...store, ...facts }, select: { id: true } });
  const { organizationId, shopDomain } = store;
  await recordActivity(
    tx,
    { organizationId, actor },
    { action: "store.connected", subjectType: "store", subjectId: id, details: { shopDomain } },
  );
  return id;
}
