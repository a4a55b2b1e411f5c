import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { makeCode, type MadeCode } from "../codes/make-code.server.ts";
import { requirePermission } from "../require-permission.ts";
import { readName } from "./member-names.ts";
import { placeOfRole, type WantedRole } from "./place-of-role.server.ts";

export interface InviteMemberInput extends WantedRole {
  /** What the others will call them. */
  displayName: string;
}

/**
 * Makes a code that gives a person a role, within a week: they enter it where they open the app, in the admin of a
 * connected shop. Nothing is sent; whoever invites hands the code on.
 * @throws {ForbiddenError} for anybody but an owner, {InvalidInputError} naming the field, {NotFoundError} for a store of
 * another organization.
 */
export async function inviteMember(ctx: Context, wanted: InviteMemberInput): Promise<MadeCode> {
  requirePermission(ctx.actor, "administer");
  const displayName = readName("displayName", wanted.displayName);
  const { role } = wanted;
  return inTransaction(ctx.db, async (tx) => {
    const storeId = await placeOfRole(tx, ctx, wanted);
    const made = await makeCode(tx, ctx, { purpose: "INVITATION", displayName, role, storeId });
    await recordActivity(tx, ctx, {
      action: "member.invited",
      subjectType: "code",
      subjectId: made.id,
      details: { displayName, role, storeId },
    });
    return made;
  });
}
