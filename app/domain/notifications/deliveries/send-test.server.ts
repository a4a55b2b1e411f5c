import { randomUUID } from "node:crypto";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { deliverNotifications } from "#jobs/contracts/notifications.ts";
import { TEST_KIND } from "../events/event-kinds.ts";
import { getRule } from "../rules/rule-queries.server.ts";

/**
 * Sends a message to a rule's destination now, as any other is sent, and in quiet hours, too: what becomes of it is among the deliveries.
 * @throws {ForbiddenError} for anybody but staff and owners, {NotFoundError}.
 */
export async function sendTest(ctx: Context, ruleId: string): Promise<{ deliveryId: string }> {
  requirePermission(ctx.actor, "configure");
  const { organizationId } = ctx;
  const { id } = await getRule(ctx, ruleId);
  return inTransaction(ctx.db, async (tx) => {
    const delivery = await tx.notificationDelivery.create({
      data: {
        organizationId,
        dueAt: ctx.clock.now(),
        isAskedFor: true,
        rule: { connect: { id } },
        event: {
          create: {
            organizationId,
            kind: TEST_KIND,
            key: `test/${randomUUID()}`,
            storeIds: [],
            subjectType: "notification-rule",
            subjectId: id,
            details: {},
            occurredAt: ctx.clock.now(),
          },
        },
      },
      select: { id: true },
    });
    await ctx.queue.send(tx, deliverNotifications, { organizationId });
    return { deliveryId: String(delivery.id) };
  });
}
