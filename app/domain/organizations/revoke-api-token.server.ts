import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { requirePermission } from "./require-permission.ts";

export interface RevokeApiTokenInput {
  tokenId: string;
}

/**
 * Ends an API token with its next request. Revoking again changes nothing.
 * @throws {ForbiddenError} for anybody but an owner, {NotFoundError} for a token of another organization.
 */
export async function revokeApiToken(ctx: Context, { tokenId }: RevokeApiTokenInput): Promise<void> {
  requirePermission(ctx.actor, "administer");
  const where = { id: tokenId, organizationId: ctx.organizationId };
  await inTransaction(ctx.db, async (tx) => {
    if (!(await tx.apiToken.findFirst({ where, select: { id: true } }))) throw new NotFoundError("token");
    const { count } = await tx.apiToken.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: ctx.clock.now() },
    });
    if (count === 1) {
      await recordActivity(tx, ctx, { action: "token.revoked", subjectType: "token", subjectId: tokenId });
    }
  });
}
