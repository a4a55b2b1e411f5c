import type { Context } from "#app/domain/context.ts";
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
  const { count } = await ctx.db.staffMember.updateMany({
    where: { id: memberId, organizationId: ctx.organizationId },
    data: { displayName },
  });
  if (count === 0) throw new NotFoundError("member");
}
