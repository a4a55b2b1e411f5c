import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { requirePermission } from "../require-permission.ts";
import { keepAnOwner, lockRoles } from "./keep-an-owner.server.ts";

/**
 * Takes a person's role and all their users away; what they did stays on record under their name. Whoever opens the app
 * in a connected shop may look at that shop, so they are a viewer of it again if they do. Anybody may leave by themselves.
 * @throws {ForbiddenError} for anybody but an owner or themselves, {NotFoundError} for a person of another organization.
 * @throws {ConflictError} for the last owner.
 */
export async function removeMember(ctx: Context, { memberId }: { memberId: string }): Promise<void> {
  if (ctx.actor.id !== memberId) requirePermission(ctx.actor, "administer");
  const { organizationId } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    await lockRoles(tx, organizationId);
    const removed = await tx.staffMember.findFirst({ where: { id: memberId, organizationId } });
    if (!removed) throw new NotFoundError("member");
    await tx.staffMember.delete({ where: { id: memberId } });
    if (removed.role === "OWNER") await keepAnOwner(tx, organizationId);
    await recordActivity(tx, ctx, {
      action: "member.removed",
      subjectType: "member",
      subjectId: memberId,
      details: { displayName: removed.displayName, role: removed.role },
    });
  });
}
