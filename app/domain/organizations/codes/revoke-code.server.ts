import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { requirePermission } from "../require-permission.ts";

/**
 * Ends a one-time code before it is used. Revoking again, or one that was used, changes nothing.
 * @throws {ForbiddenError} for anybody but an owner, {NotFoundError} for a code of another organization.
 */
export async function revokeCode(ctx: Context, { codeId }: { codeId: string }): Promise<void> {
  requirePermission(ctx.actor, "administer");
  const where = { id: codeId, organizationId: ctx.organizationId };
  await inTransaction(ctx.db, async (tx) => {
    if (!(await tx.oneTimeCode.findFirst({ where, select: { id: true } }))) throw new NotFoundError("code");
    const { count } = await tx.oneTimeCode.updateMany({
      where: { ...where, usedAt: null, revokedAt: null },
      data: { revokedAt: ctx.clock.now() },
    });
    if (count === 1) await recordActivity(tx, ctx, { action: "code.revoked", subjectType: "code", subjectId: codeId });
  });
}
