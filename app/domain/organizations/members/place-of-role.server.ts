import type { Context, StaffRole } from "#app/domain/context.ts";
import type { Db } from "#app/platform/db.server.ts";
import { InvalidInputError, NotFoundError } from "#app/platform/errors.ts";
import { isBoundToStore } from "./staff-roles.ts";

export interface WantedRole {
  role: StaffRole;
  /** The one store of a merchant or viewer; of the others none. */
  storeId?: string | null | undefined;
}

/**
 * The store that goes with a role: that of a merchant or viewer, null for owners and staff, who see all.
 * @throws {InvalidInputError} when a merchant or viewer has none, {NotFoundError} for one of another organization.
 */
export async function placeOfRole(db: Db, ctx: Context, { role, storeId }: WantedRole): Promise<string | null> {
  if (!isBoundToStore(role)) return null;
  if (!storeId) {
    const message = "Choose the store that they may see.";
    throw new InvalidInputError("member.store-missing", message, [{ field: "storeId", message }]);
  }
  const where = { id: storeId, organizationId: ctx.organizationId, leftAt: null };
  if (!(await db.store.findFirst({ where, select: { id: true } }))) throw new NotFoundError("store");
  return storeId;
}
