import { randomBytes } from "node:crypto";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Actor, Runtime } from "#app/domain/context.ts";
import { addStore } from "#app/domain/stores/add-store.server.ts";
import { getShopFacts } from "#app/domain/stores/get-shop-facts.server.ts";
import { StoreLeftError } from "#app/domain/stores/store-errors.ts";
import { findStoreByShop } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction, isUniqueViolation, type Tx } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { createOrganization } from "./create-organization.server.ts";
import { findStaffByIdentity, type KnownStaff, type ShopIdentity } from "./find-staff-by-identity.server.ts";
import { readName } from "./members/member-names.ts";
import { slugFromName } from "./organization-slug.ts";

export interface ClaimOrganizationInput {
  identity: ShopIdentity;
  organizationName: string;
  /** What the others will call the first owner. */
  ownerName: string;
}

/**
 * The first install of a shop that joins no existing organization: makes the organization, its first store and its first
 * user, who is the owner, all or nothing. The whole catalog goes to that store until other routes say otherwise. Pressed
 * twice it is one organization, and both presses get it.
 * @throws {InvalidInputError} for a name that is empty or too long.
 * @throws {ConflictError} when somebody else has claimed the shop meanwhile, {StoreLeftError} when it has left one.
 * @throws {ShopifyError} when the shop's facts cannot be read; nothing is made then.
 */
export async function claimOrganizationForShop(runtime: Runtime, input: ClaimOrganizationInput): Promise<KnownStaff> {
  const { identity } = input;
  const organizationName = readName("organizationName", input.organizationName);
  const ownerName = readName("ownerName", input.ownerName);
  const store = await findStoreByShop(runtime.db, identity.shopDomain);
  if (store?.leftAt) throw new StoreLeftError();
  if (store) return findOwner(runtime, identity);
  const facts = await getShopFacts(runtime, identity.shopDomain);
  try {
    return await inTransaction(runtime.db, async (tx) => {
      const slug = await freeSlug(tx, organizationName);
      const { id: organizationId, rootCategoryId } = await createOrganization(tx, { name: organizationName, slug });
      const { id } = await tx.staffMember.create({
        data: {
          organizationId,
          displayName: ownerName,
          role: "OWNER",
          identities: { create: { organizationId, ...identity } },
        },
        select: { id: true },
      });
      const actor = { type: "STAFF", id, name: ownerName, role: "OWNER", storeId: null } satisfies Actor;
      await recordActivity(
        tx,
        { organizationId, actor },
        { action: "organization.created", subjectType: "organization", subjectId: organizationId },
      );
      const connectedAt = runtime.clock.now();
      const storeId = await addStore(tx, {
        organizationId,
        actor,
        shopDomain: identity.shopDomain,
        facts,
        connectedAt,
      });
      await tx.route.create({ data: { organizationId, categoryId: rootCategoryId, storeId } });
      return { organizationId, storeId, actor };
    });
  } catch (error) {
    // Somebody was first: with the shop, or (a new organization of the same name) with the slug.
    const isLost = isUniqueViolation(error) || error instanceof ConflictError;
    if (!isLost || !(await findStoreByShop(runtime.db, identity.shopDomain))) throw error;
    return findOwner(runtime, identity);
  }
}

async function findOwner(runtime: Runtime, identity: ShopIdentity): Promise<KnownStaff> {
  const known = await findStaffByIdentity(runtime, identity);
  if (known?.actor.role === "OWNER") return known;
  throw new ConflictError(
    "organization.shop-already-claimed",
    "Somebody else has already set up Catalog Relay for this shop. Reload the page to use it with them.",
  );
}

async function freeSlug(tx: Tx, name: string): Promise<string> {
  const slug = slugFromName(name);
  const taken = await tx.organization.findUnique({ where: { slug }, select: { id: true } });
  return taken ? `${slug.slice(0, 50).replace(/-+$/, "")}-${randomBytes(3).toString("hex")}` : slug;
}
