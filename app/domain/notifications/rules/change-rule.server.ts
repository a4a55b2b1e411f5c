import type { NotificationRule } from "@prisma/client";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { sealDestination } from "../internal/sealed-rule.server.ts";
import {
  parseRule,
  readDestination,
  requireKindsOfChannel,
  requireTiming,
  ruleChanges,
  type RuleChanges,
} from "./rule-input.ts";
import { getRule } from "./rule-queries.server.ts";
import { changedTiming, mergeTiming, planNextDigest } from "./rule-timing.ts";
import { readTiming, writeTiming } from "./stored-timing.ts";

/**
 * Changes a rule. Messages that wait go to the new destination; those of a rule that is switched off are CANCELLED. What
 * was collected for a digest is told by the next one, or by a last one when the rule tells at once from now on.
 * @throws {ForbiddenError} for anybody but staff and owners, {NotFoundError}, {InvalidInputError} naming the field.
 */
export async function changeRule(
  ctx: Context,
  { ruleId, changes }: { ruleId: string; changes: RuleChanges },
): Promise<void> {
  requirePermission(ctx.actor, "configure");
  const { channel } = await getRule(ctx, ruleId);
  const { destination, digestAt, quietHours, timeZone, ...plain } = parseRule(ruleChanges, changes);
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  if (plain.kinds) requireKindsOfChannel(channel, plain.kinds);
  if (plain.storeId) await getStore(ctx, plain.storeId);
  const { NOTIFICATION_TRUSTED_HOSTS: trustedHosts } = readEnv(["NOTIFICATION_TRUSTED_HOSTS"]);
  const read = destination === undefined ? null : readDestination(channel, destination, trustedHosts);
  const sealed = read && {
    destination: sealDestination(ctx.encryption, ruleId, read.full),
    destinationShown: read.shown,
  };
  await inTransaction(ctx.db, async (tx) => {
    const rule = await lockRule(tx, ctx, ruleId);
    const known = readTiming(rule);
    const timing = mergeTiming(known, { digestAt, quietHours, timeZone });
    requireTiming(channel, timing);
    const nextDigestAt = planNextDigest({
      known: { timing: known, nextDigestAt: rule.nextDigestAt },
      wanted: { timing, isEnabled: plain.isEnabled ?? rule.isEnabled },
      now: ctx.clock.now(),
    });
    await tx.notificationRule.update({
      where: { id: ruleId },
      data: { ...given, ...sealed, ...writeTiming(timing), nextDigestAt },
    });
    if (plain.isEnabled === false) await cancelWaiting(tx, ruleId, ctx.clock.now());
    await recordActivity(tx, ctx, {
      action: "notification-rule.changed",
      subjectType: "notification-rule",
      subjectId: ruleId,
      details: {
        changed: [...Object.keys(given), ...(read ? ["destination"] : [])],
        ...changedTiming(known, timing),
      },
    });
  });
}

/** Holds off whoever else changes it, and who writes its digest. */
async function lockRule(tx: Tx, { organizationId }: Context, ruleId: string): Promise<NotificationRule> {
  await tx.$queryRaw`SELECT FROM notification_rules WHERE id = ${ruleId}::uuid FOR NO KEY UPDATE`;
  const rule = await tx.notificationRule.findFirst({ where: { id: ruleId, organizationId, deletedAt: null } });
  if (!rule) throw new NotFoundError("notification rule");
  return rule;
}

/**
 * Deletes a rule; what it has sent stays to be read, what waits is CANCELLED.
 * @throws {ForbiddenError} for anybody but staff and owners, {NotFoundError}.
 */
export async function deleteRule(ctx: Context, ruleId: string): Promise<void> {
  requirePermission(ctx.actor, "configure");
  await inTransaction(ctx.db, async (tx) => {
    const now = ctx.clock.now();
    const { count } = await tx.notificationRule.updateMany({
      where: { id: ruleId, organizationId: ctx.organizationId, deletedAt: null },
      data: { deletedAt: now, nextDigestAt: null },
    });
    if (count === 0) throw new NotFoundError("notification rule");
    await cancelWaiting(tx, ruleId, now);
    await recordActivity(tx, ctx, {
      action: "notification-rule.deleted",
      subjectType: "notification-rule",
      subjectId: ruleId,
    });
  });
}

async function cancelWaiting(tx: Tx, ruleId: string, now: Date): Promise<void> {
  await tx.notificationDelivery.updateMany({
    where: { ruleId, state: "WAITING" },
    data: { state: "CANCELLED", endedAt: now, claimToken: null, claimedUntil: null },
  });
  await tx.notificationDigestEntry.deleteMany({ where: { ruleId, digestEventId: null } });
}
