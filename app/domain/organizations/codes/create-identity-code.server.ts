import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ForbiddenError } from "#app/platform/errors.ts";
import { makeCode, type MadeCode } from "./make-code.server.ts";

/**
 * Makes a code by which the person who asks makes a further user of theirs, in another connected shop, the same person
 * with the same role, within the hour.
 * @throws {ForbiddenError} for a system.
 */
export async function createIdentityCode(ctx: Context): Promise<MadeCode> {
  const { actor } = ctx;
  if (actor.type !== "STAFF") throw new ForbiddenError("permission.denied", "Only a person has users in shops.");
  return inTransaction(ctx.db, async (tx) => {
    const made = await makeCode(tx, ctx, { purpose: "IDENTITY", staffMemberId: actor.id });
    await recordActivity(tx, ctx, {
      action: "code.created",
      subjectType: "code",
      subjectId: made.id,
      details: { purpose: "IDENTITY" },
    });
    return made;
  });
}
