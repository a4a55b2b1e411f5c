import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { listDeliveries } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { DELIVERY_STATES } from "#app/domain/notifications/events/event-kinds.ts";
import { countUnread, listInbox } from "#app/domain/notifications/inbox/inbox-queries.server.ts";
import { getRule } from "#app/domain/notifications/rules/rule-queries.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { encodePage } from "../cursors.ts";
import { pageParams, parseParams, parseSearchParams, toPageRequest } from "../parse-input.server.ts";

/** A page of what happened, from its address. */
export async function readInboxPage(ctx: Context, request: Request) {
  const page = toPageRequest(parseSearchParams(request, z.object(pageParams("bigint"))));
  const [inbox, unread] = await Promise.all([listInbox(ctx, page), countUnread(ctx)]);
  return { items: inbox.items, unread, ...encodePage(inbox) };
}

/** How much a person has not read, as the navigation shows it; null when it is nothing. */
export async function readUnread(ctx: Context): Promise<string | null> {
  const { count, isMore } = await countUnread(ctx);
  return count === 0 ? null : `${count}${isMore ? "+" : ""}`;
}

const deliverySearch = z.object({ state: z.enum(DELIVERY_STATES).optional(), ...pageParams("bigint") });

/** A page of messages, from its address. */
export async function readDeliveryPage(ctx: Context, request: Request) {
  const { state, ...page } = parseSearchParams(request, deliverySearch);
  const deliveries = await listDeliveries(ctx, { state }, toPageRequest(page));
  return { state: state ?? null, deliveries: deliveries.items, ...encodePage(deliveries) };
}

const rulePath = z.object({ ruleId: z.union([z.literal("new"), z.uuid()]) });

/** A rule that is there, or what a new one needs. */
export async function readRulePage(ctx: Context, params: unknown) {
  requirePermission(ctx.actor, "view");
  const { ruleId } = parseParams(params, rulePath);
  const [rule, stores] = await Promise.all([ruleId === "new" ? null : getRule(ctx, ruleId), listStores(ctx)]);
  const { SMTP_URL, MAIL_FROM } = readEnv(["SMTP_URL", "MAIL_FROM"]);
  return {
    rule,
    stores: stores.map(({ id, name }) => ({ id, name })),
    timeZones: Intl.supportedValuesOf("timeZone"),
    usualTimeZone: stores[0]?.ianaTimezone ?? "UTC",
    isMailSetUp: SMTP_URL !== undefined && MAIL_FROM !== undefined,
    mayChange: can(ctx.actor, "configure"),
  };
}
