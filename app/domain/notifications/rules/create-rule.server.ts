import { randomUUID } from "node:crypto";
import { recordActivity } from "#app/domain/activity/record-activity.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ConflictError } from "#app/platform/errors.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { newSecret } from "../deliveries/sign-message.server.ts";
import { sealDestination, sealSecret } from "../internal/sealed-rule.server.ts";
import {
  parseRule,
  readDestination,
  requireKindsOfChannel,
  requireTiming,
  ruleInput,
  type RuleInput,
} from "./rule-input.ts";
import { AT_ONCE, changedTiming, planNextDigest } from "./rule-timing.ts";
import { writeTiming } from "./stored-timing.ts";

/** More rules than this nobody reads; each brings a message per event. */
const MOST_RULES = 100;

export interface CreatedRule {
  id: string;
  /** The secret that signs, shown this once; of webhooks alone. */
  secret: string | null;
}

/**
 * Makes a rule: who is told of what. What happened before it is not told.
 * @throws {ForbiddenError} for anybody but staff and owners, {InvalidInputError} naming the field, {NotFoundError} for a
 * store that is not the organization's, {ConflictError} when there are as many rules as there may be.
 */
export async function createRule(ctx: Context, wanted: RuleInput): Promise<CreatedRule> {
  requirePermission(ctx.actor, "configure");
  const { name, channel, kinds, storeId, destination, ...timing } = parseRule(ruleInput, wanted);
  const { NOTIFICATION_TRUSTED_HOSTS: trustedHosts } = readEnv(["NOTIFICATION_TRUSTED_HOSTS"]);
  requireKindsOfChannel(channel, kinds);
  requireTiming(channel, timing);
  const { full, shown } = readDestination(channel, destination, trustedHosts);
  if (storeId !== null) await getStore(ctx, storeId);
  const id = randomUUID();
  const secret = channel === "WEBHOOK" ? newSecret() : null;
  await inTransaction(ctx.db, async (tx) => {
    const existing = await tx.notificationRule.count({
      where: { organizationId: ctx.organizationId, deletedAt: null },
    });
    if (existing >= MOST_RULES)
      throw new ConflictError("notification-rule.too-many", `There are ${MOST_RULES} rules already. Delete one first.`);
    await tx.notificationRule.create({
      data: {
        id,
        organizationId: ctx.organizationId,
        name,
        channel,
        kinds,
        storeId,
        ...writeTiming(timing),
        nextDigestAt: planNextDigest({ known: null, wanted: { timing, isEnabled: true }, now: ctx.clock.now() }),
        destination: sealDestination(ctx.encryption, id, full),
        destinationShown: shown,
        secret: secret === null ? null : sealSecret(ctx.encryption, id, secret),
      },
    });
    await recordActivity(tx, ctx, {
      action: "notification-rule.created",
      subjectType: "notification-rule",
      subjectId: id,
      details: { name, channel, kinds, ...changedTiming(AT_ONCE, timing) },
    });
  });
  return { id, secret };
}
