import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { requirePermission } from "../require-permission.ts";
import { keepAnOwner, lockRoles } from "./keep-an-owner.server.ts";
import { placeOfRole, type WantedRole } from "./place-of-role.server.ts";

export interface ChangeMemberRoleInput extends WantedRole {
  memberId: string;
}

/**
 * Gives a person another role, from their next request on. The same role again changes nothing.
 * @throws {ForbiddenError} for anybody but an owner, {NotFoundError} for a person or store of another organization.
 * @throws {ConflictError} when nobody would be an owner any more; of two changes at once the second one is refused.
 */
export async function changeMemberRole(ctx: Context, { memberId, ...wanted }: ChangeMemberRoleInput): Promise<void> {
  requirePermission(ctx.actor, "administer");
  const { organizationId } = ctx;
  const { role } = wanted;
  await inTransaction(ctx.db, async (tx) => {
    await lockRoles(tx, organizationId);
    const member = await tx.staffMember.findFirst({ where: { id: memberId, organizationId } });
    if (!member) throw new NotFoundError("member");
    const storeId = await placeOfRole(tx, ctx, wanted);
    if (member.role === role && member.storeId === storeId) return;
    await tx.staffMember.update({ where: { id: memberId }, data: { role, storeId } });
    if (member.role === "OWNER") await keepAnOwner(tx, organizationId);
    await recordActivity(tx, ctx, {
      action: "member.role-changed",
      subjectType: "member",
      subjectId: memberId,
      details: { from: member.role, to: role, storeId },
    });
  });
}
