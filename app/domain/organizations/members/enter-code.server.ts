import type { OneTimeCode } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context, StaffRole } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { ConflictError, ForbiddenError } from "#app/platform/errors.ts";
import { findCode, spendCode } from "../codes/use-code.server.ts";
import type { ShopIdentity } from "../find-staff-by-identity.server.ts";
import { lockRoles } from "./keep-an-owner.server.ts";
import { linkIdentity } from "./link-identity.server.ts";

export interface EnterCodeInput {
  code: string;
  /** The user of a shop who entered it. */
  identity: ShopIdentity;
}

/** What the code made of whoever entered it. */
export interface EnteredMember {
  name: string;
  role: StaffRole;
}

/**
 * Uses a code that an owner, or the person themselves in another shop, made: an invitation gives a viewer their role, a
 * code for a further user makes this user the same person. Whoever they were before with no other user is gone then.
 * @throws {InvalidInputError} for a code that is not good here, {TooManyCodesError}.
 * @throws {ConflictError} for an invitation of somebody who has a role already, or when the last owner would go.
 */
export async function enterCode(ctx: Context, { code, identity }: EnterCodeInput): Promise<EnteredMember> {
  const { organizationId, actor } = ctx;
  if (actor.type !== "STAFF") throw new ForbiddenError("permission.denied", "Only a person can use a code.");
  const { shopDomain } = identity;
  const purposes = ["INVITATION", "IDENTITY"] as const;
  const found = await findCode(ctx, { code, shopDomain, purposes, organizationId });
  return inTransaction(ctx.db, async (tx) => {
    await lockRoles(tx, organizationId);
    await spendCode(tx, ctx, found);
    return found.purpose === "INVITATION"
      ? acceptInvitation(tx, ctx, found, actor.id)
      : becomeTheSame(tx, ctx, found, { from: actor.id, identity });
  });
}

async function acceptInvitation(tx: Tx, ctx: Context, invitation: OneTimeCode, memberId: string) {
  const { role, storeId, displayName } = invitation;
  const where = { id: memberId, organizationId: ctx.organizationId, role: "VIEWER" as const };
  const name = displayName ?? ctx.actor.name;
  const { count } =
    role === null
      ? { count: 0 }
      : await tx.staffMember.updateMany({ where, data: { role, storeId, displayName: name } });
  if (count === 0 || role === null)
    throw new ConflictError(
      "member.has-role",
      "You have a role in this organization already. An owner changes it under Members.",
    );
  await recordActivity(tx, ctx, {
    action: "member.joined",
    subjectType: "member",
    subjectId: memberId,
    details: { role, storeId, name },
  });
  return { name, role };
}

async function becomeTheSame(
  tx: Tx,
  ctx: Context,
  { staffMemberId }: OneTimeCode,
  { from, identity }: { from: string; identity: ShopIdentity },
) {
  const { organizationId } = ctx;
  if (staffMemberId === from)
    throw new ConflictError(
      "member.same-already",
      "You are in the shop where you made this code. Enter it where you open Catalog Relay as another user.",
    );
  const person = await tx.staffMember.findFirstOrThrow({ where: { id: staffMemberId ?? from, organizationId } });
  await linkIdentity(tx, { organizationId, staffMemberId: person.id, identity });
  await recordActivity(tx, ctx, {
    action: "member.identity-linked",
    subjectType: "member",
    subjectId: person.id,
    details: { ...identity },
  });
  return { name: person.displayName, role: person.role };
}
