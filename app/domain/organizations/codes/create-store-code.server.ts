import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { requirePermission } from "../require-permission.ts";
import { makeCode, type MadeCode } from "./make-code.server.ts";

export interface CreateStoreCodeInput {
  /** Whoever enters it in the other shop is the owner who made it; else they may look until they get a role. */
  isForMyself: boolean;
}

/**
 * Makes a code by which one further shop joins the organization, within three days.
 * @throws {ForbiddenError} for anybody but an owner.
 */
export async function createStoreCode(ctx: Context, { isForMyself }: CreateStoreCodeInput): Promise<MadeCode> {
  requirePermission(ctx.actor, "administer");
  const staffMemberId = isForMyself && ctx.actor.type === "STAFF" ? ctx.actor.id : null;
  return inTransaction(ctx.db, async (tx) => {
    const made = await makeCode(tx, ctx, { purpose: "STORE", staffMemberId });
    await recordActivity(tx, ctx, {
      action: "code.created",
      subjectType: "code",
      subjectId: made.id,
      details: { purpose: "STORE", isForMyself },
    });
    return made;
  });
}
