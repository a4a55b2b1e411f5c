import type { Actor, Runtime } from "#app/domain/context.ts";
import { findStoreByShop } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction, isUniqueViolation } from "#app/platform/db.server.ts";

/** A Shopify user of one shop, as a session token names them. */
export interface ShopIdentity {
  shopDomain: string;
  /** The session token's `sub`. */
  shopifyUserId: string;
}

export interface KnownStaff {
  organizationId: string;
  storeId: string;
  actor: Extract<Actor, { type: "STAFF" }>;
}

/**
 * Who uses the app in a shop's admin, and the store they came through. Somebody new in a connected store becomes a
 * viewer of it on first sight, once, even when two requests see them first. Null while the shop
 * belongs to no organization, or has left its own.
 */
export async function findStaffByIdentity(runtime: Runtime, identity: ShopIdentity): Promise<KnownStaff | null> {
  const store = await findStoreByShop(runtime.db, identity.shopDomain);
  if (!store || store.leftAt !== null) return null;
  const known = await findMember(runtime, store.organizationId, identity);
  const member = known ?? (await addViewer(runtime, store, identity));
  const { id, displayName: name, role, storeId } = member;
  return {
    organizationId: store.organizationId,
    storeId: store.id,
    actor: { type: "STAFF", id, name, role, storeId },
  };
}

const memberShown = { id: true, displayName: true, role: true, storeId: true } as const;

async function findMember(runtime: Runtime, organizationId: string, identity: ShopIdentity) {
  const found = await runtime.db.staffIdentity.findUnique({
    where: { shopDomain_shopifyUserId: identity, organizationId },
    select: { staffMember: { select: memberShown } },
  });
  return found?.staffMember ?? null;
}

async function addViewer(
  runtime: Runtime,
  store: { id: string; organizationId: string; name: string },
  identity: ShopIdentity,
) {
  const { organizationId } = store;
  try {
    return await inTransaction(runtime.db, (tx) =>
      tx.staffMember.create({
        data: {
          organizationId,
          displayName: `User ${identity.shopifyUserId} of ${store.name}`,
          role: "VIEWER",
          storeId: store.id,
          identities: { create: { organizationId, ...identity } },
        },
        select: memberShown,
      }),
    );
  } catch (error) {
    const first = isUniqueViolation(error) ? await findMember(runtime, organizationId, identity) : null;
    if (!first) throw error;
    return first;
  }
}
