import type { NotificationRule } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { EVENT_KINDS, type Channel, type EventKind } from "../events/event-kinds.ts";
import type { RuleTiming } from "./rule-timing.ts";
import { readTiming } from "./stored-timing.ts";

/** A rule without its secrets. */
export interface RuleView extends RuleTiming {
  id: string;
  name: string;
  channel: Channel;
  kinds: EventKind[];
  /** Only what concerns this store; null: all of the organization. */
  storeId: string | null;
  /** What may be shown of it. */
  destination: string;
  isEnabled: boolean;
  /** When the next digest is written; null when there is none to come. */
  nextDigestAt: Date | null;
  /** While a new secret is being introduced: until when the old one signs, too. */
  oldSecretSignsUntil: Date | null;
  createdAt: Date;
}

/** @throws {ForbiddenError} for who is bound to one store. */
export async function listRules(ctx: Context): Promise<RuleView[]> {
  requirePermission(ctx.actor, "view");
  const rules = await ctx.db.notificationRule.findMany({
    where: { organizationId: ctx.organizationId, deletedAt: null },
    orderBy: { createdAt: "asc" },
  });
  return rules.map((rule) => viewRule(rule, ctx.clock.now()));
}

/** @throws {ForbiddenError} for who is bound to one store, {NotFoundError}. */
export async function getRule(ctx: Context, ruleId: string): Promise<RuleView> {
  requirePermission(ctx.actor, can(ctx.actor, "configure") ? "configure" : "view");
  const rule = await ctx.db.notificationRule.findFirst({
    where: { id: ruleId, organizationId: ctx.organizationId, deletedAt: null },
  });
  if (!rule) throw new NotFoundError("notification rule");
  return viewRule(rule, ctx.clock.now());
}

function viewRule(rule: NotificationRule, now: Date): RuleView {
  const { id, name, channel, storeId, destinationShown, isEnabled, nextDigestAt, previousSecretUntil, createdAt } =
    rule;
  return {
    id,
    name,
    channel,
    kinds: EVENT_KINDS.filter((kind) => rule.kinds.includes(kind)),
    storeId,
    destination: destinationShown,
    isEnabled,
    ...readTiming(rule),
    nextDigestAt,
    oldSecretSignsUntil: previousSecretUntil !== null && previousSecretUntil > now ? previousSecretUntil : null,
    createdAt,
  };
}
