import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { requirePermission } from "../require-permission.ts";
import { readName } from "./member-names.ts";

export interface RenameMemberInput {
  memberId: string;
  displayName: string;
}

/**
 * Says what the others call a person: themselves, or an owner.
 * @throws {InvalidInputError}, {ForbiddenError} for anybody else, {NotFoundError} for a person of another organization.
 */
export async function renameMember(ctx: Context, { memberId, ...wanted }: RenameMemberInput): Promise<void> {
  if (ctx.actor.id !== memberId) requirePermission(ctx.actor, "administer");
  const displayName = readName("displayName", wanted.displayName);
  const { organizationId } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    const member = await tx.staffMember.findFirst({ where: { id: memberId, organizationId } });
    if (!member) throw new NotFoundError("member");
    if (member.displayName === displayName) return;
    await tx.staffMember.update({ where: { id: memberId }, data: { displayName } });
    await recordActivity(tx, ctx, {
      action: "member.renamed",
      subjectType: "member",
      subjectId: memberId,
      details: { from: member.displayName, to: displayName },
    });
  });
}
