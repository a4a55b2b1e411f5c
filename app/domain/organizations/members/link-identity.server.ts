import type { Tx } from "#app/platform/db.server.ts";
import type { ShopIdentity } from "../find-staff-by-identity.server.ts";
import { keepAnOwner } from "./keep-an-owner.server.ts";

interface LinkedIdentity {
  organizationId: string;
  staffMemberId: string;
  identity: ShopIdentity;
}

/**
 * Makes a user of a shop this person, whoever they were before; whom that leaves without any user is gone. Under
 * `lockRoles`.
 * @throws {ConflictError} when the last owner would go.
 */
export async function linkIdentity(tx: Tx, { organizationId, staffMemberId, identity }: LinkedIdentity): Promise<void> {
  const where = { shopDomain_shopifyUserId: identity, organizationId };
  const before = await tx.staffIdentity.findUnique({ where, select: { staffMemberId: true } });
  await tx.staffIdentity.upsert({
    where,
    create: { organizationId, staffMemberId, ...identity },
    update: { staffMemberId },
  });
  if (!before) return;
  const left = await tx.staffMember.findFirst({
    where: { id: before.staffMemberId, organizationId, identities: { none: {} } },
  });
  if (!left) return;
  await tx.staffMember.delete({ where: { id: left.id } });
  if (left.role === "OWNER") await keepAnOwner(tx, organizationId);
}
