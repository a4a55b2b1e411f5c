import type { OneTimeCode } from "@prisma/client";
import type { Actor, Runtime } from "#app/domain/context.ts";
import { addStore } from "#app/domain/stores/add-store.server.ts";
import { getShopFacts } from "#app/domain/stores/get-shop-facts.server.ts";
import { returnStore } from "#app/domain/stores/return-store.server.ts";
import type { ShopFacts } from "#app/domain/stores/shop-facts.server.ts";
import { StoreLeftError } from "#app/domain/stores/store-errors.ts";
import { findStoreByShop } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction, isUniqueViolation, type Tx } from "#app/platform/db.server.ts";
import { ConflictError, InvalidInputError } from "#app/platform/errors.ts";
import { findCode, spendCode } from "./codes/use-code.server.ts";
import { lockRoles } from "./members/keep-an-owner.server.ts";
import { linkIdentity } from "./members/link-identity.server.ts";
import { findStaffByIdentity, type KnownStaff, type ShopIdentity } from "./find-staff-by-identity.server.ts";

export interface JoinOrganizationInput {
  identity: ShopIdentity;
  code: string;
}

/**
 * Makes a shop without an organization a further store of one, by a code that an owner made there; a store that had left
 * it comes back with its links. No route leads to a new store: nothing goes there before somebody says so. Whoever enters
 * the code is a viewer of the store, or the owner who made the code for themselves. Pressed twice it is one store.
 * @throws {InvalidInputError} for a code that is not good, {TooManyCodesError}; nothing is made then.
 * @throws {ConflictError} when the shop has an organization, {StoreLeftError} when it has left another one.
 * @throws {ShopifyError} when the shop's facts cannot be read; the code stays good then.
 */
export async function joinOrganization(runtime: Runtime, input: JoinOrganizationInput): Promise<KnownStaff> {
  const { identity, code } = input;
  const { shopDomain } = identity;
  const store = await findStoreByShop(runtime.db, shopDomain);
  if (store && store.leftAt === null) throw new ShopTakenError();
  const found = await findCode(runtime, { code, shopDomain, purposes: ["STORE"] }).catch(async (error: unknown) => {
    // The other press may have used the code after this one had looked for the store.
    const known = error instanceof InvalidInputError ? await findStaffByIdentity(runtime, identity) : null;
    if (!known) throw error;
    return known;
  });
  if ("actor" in found) return found;
  const { organizationId } = found;
  if (store && store.organizationId !== organizationId) throw new StoreLeftError();
  const facts = await getShopFacts(runtime, shopDomain);
  try {
    await inTransaction(runtime.db, async (tx) => {
      await lockRoles(tx, organizationId);
      await spendCode(tx, runtime, found);
      const actor = await identify(tx, found, identity);
      if (store) await bringBack(tx, runtime, { organizationId, actor, storeId: store.id, facts });
      else await addStore(tx, { organizationId, actor, shopDomain, facts, connectedAt: runtime.clock.now() });
    });
  } catch (error) {
    // The second press finds the code used, or the shop taken, by the first one.
    const isLost = isUniqueViolation(error) || error instanceof ConflictError;
    const now = isLost ? await findStoreByShop(runtime.db, shopDomain) : null;
    if (now?.organizationId !== organizationId || now.leftAt !== null) throw error;
  }
  const known = await findStaffByIdentity(runtime, identity);
  if (!known) throw new ShopTakenError();
  return known;
}

class ShopTakenError extends ConflictError {
  constructor() {
    super("store.has-organization", "This shop belongs to an organization already. Reload the page to use it there.");
  }
}

/** Who joined the shop, in the words of the record; the owner who made the code for themselves becomes this user, too. */
async function identify(tx: Tx, code: OneTimeCode, identity: ShopIdentity): Promise<Actor> {
  const { organizationId, staffMemberId } = code;
  if (staffMemberId === null)
    return { type: "SYSTEM", id: null, name: `User ${identity.shopifyUserId} of ${identity.shopDomain}` };
  const { id, displayName, role, storeId } = await tx.staffMember.findFirstOrThrow({
    where: { id: staffMemberId, organizationId },
  });
  await linkIdentity(tx, { organizationId, staffMemberId, identity });
  return { type: "STAFF", id, name: displayName, role, storeId };
}

async function bringBack(
  tx: Tx,
  runtime: Runtime,
  returning: { organizationId: string; actor: Actor; storeId: string; facts: ShopFacts },
): Promise<void> {
  if (!(await returnStore(tx, runtime, returning))) throw new ShopTakenError();
}
