import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ConflictError, NotFoundError } from "#app/platform/errors.ts";
import { newSecret } from "../deliveries/sign-message.server.ts";
import { sealSecret } from "../internal/sealed-rule.server.ts";

/** So long messages carry the signatures of both secrets, so that the receiver can be changed meanwhile. */
const OLD_SECRET_SIGNS_FOR_MS = 24 * 60 * 60 * 1_000;

/**
 * Gives a webhook a new secret; the old one signs beside it for a day. Shown this once.
 * @throws {ForbiddenError} for anybody but staff and owners, {NotFoundError}, {ConflictError} for a rule that signs nothing.
 */
export async function rotateSecret(ctx: Context, ruleId: string): Promise<{ secret: string; oldSignsUntil: Date }> {
  requirePermission(ctx.actor, "configure");
  const secret = newSecret();
  const oldSignsUntil = new Date(ctx.clock.now().getTime() + OLD_SECRET_SIGNS_FOR_MS);
  await inTransaction(ctx.db, async (tx) => {
    const rule = await tx.notificationRule.findFirst({
      where: { id: ruleId, organizationId: ctx.organizationId, deletedAt: null },
      select: { channel: true, secret: true },
    });
    if (!rule) throw new NotFoundError("notification rule");
    if (rule.channel !== "WEBHOOK")
      throw new ConflictError("notification-rule.not-signed", "Only webhooks are signed, so this rule has no secret.");
    const { count } = await tx.notificationRule.updateMany({
      where: { id: ruleId, secret: rule.secret, deletedAt: null },
      data: {
        secret: sealSecret(ctx.encryption, ruleId, secret),
        previousSecret: rule.secret,
        previousSecretUntil: oldSignsUntil,
      },
    });
    if (count === 0)
      throw new ConflictError(
        "notification-rule.changed",
        "Somebody else has just changed this rule. Reload the page and look at it again.",
      );
    await recordActivity(tx, ctx, {
      action: "notification-rule.secret-rotated",
      subjectType: "notification-rule",
      subjectId: ruleId,
    });
  });
  return { secret, oldSignsUntil };
}
