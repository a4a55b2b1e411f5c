import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ConflictError, NotFoundError } from "#app/platform/errors.ts";
import { deliverNotifications } from "#jobs/contracts/notifications.ts";

/**
 * Sends a message again, with a day of tries before it and under the id that it had. One that waits is tried now,
 * in quiet hours, too.
 * @throws {ForbiddenError} for anybody but staff and owners, {NotFoundError}, {ConflictError} when its rule is gone or off.
 */
export async function replayDelivery(ctx: Context, deliveryId: bigint): Promise<void> {
  requirePermission(ctx.actor, "configure");
  const { organizationId } = ctx;
  await inTransaction(ctx.db, async (tx) => {
    const delivery = await tx.notificationDelivery.findFirst({
      where: { id: deliveryId, organizationId },
      select: { rule: { select: { id: true, name: true, isEnabled: true, deletedAt: true } } },
    });
    if (!delivery) throw new NotFoundError("notification delivery");
    const { rule } = delivery;
    if (rule.deletedAt !== null || !rule.isEnabled)
      throw new ConflictError(
        "notification-delivery.rule-off",
        `The rule “${rule.name}” is ${rule.deletedAt === null ? "switched off. Switch it on first" : "deleted. Make a new one"}.`,
      );
    // What is being sent right now keeps its claim, so that it does not go out twice at once.
    await tx.notificationDelivery.updateMany({
      where: { id: deliveryId },
      data: { state: "WAITING", tries: 0, dueAt: ctx.clock.now(), endedAt: null, isAskedFor: true },
    });
    await recordActivity(tx, ctx, {
      action: "notification-rule.message-replayed",
      subjectType: "notification-rule",
      subjectId: rule.id,
      details: { deliveryId: String(deliveryId) },
    });
    await ctx.queue.send(tx, deliverNotifications, { organizationId });
  });
}
