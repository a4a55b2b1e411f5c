import type { Tx } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";

/** Held to the end of the transaction: roles of one organization change one after the other. */
export async function lockRoles(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT id FROM organizations WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`;
}

/**
 * Ends a change of an owner after which nobody could administer the organization: one counts while a user of a shop is
 * them. Call it last, under `lockRoles`: of two owners who leave at once the second one stays.
 * @throws {ConflictError} and with it the transaction is rolled back.
 */
export async function keepAnOwner(tx: Tx, organizationId: string): Promise<void> {
  const owner = await tx.staffMember.findFirst({
    where: { organizationId, role: "OWNER", identities: { some: {} } },
    select: { id: true },
  });
  if (!owner)
    throw new ConflictError(
      "member.last-owner",
      "An organization needs an owner. Make somebody else an owner first, then change this.",
    );
}
