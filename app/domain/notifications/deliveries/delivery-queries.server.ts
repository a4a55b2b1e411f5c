import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { NotFoundError } from "#app/platform/errors.ts";
import { describeEvent } from "../events/describe-event.ts";
import { storeNames } from "../events/store-names.server.ts";
import { heldUntil as heldBy } from "../rules/rule-timing.ts";
import { readTiming, selectsTiming } from "../rules/stored-timing.ts";
import type { Channel, DeliveryState } from "../events/event-kinds.ts";

/** A message and what became of it. */
export interface DeliveryView {
  id: string;
  /** What receivers see as `webhook-id`. */
  messageId: string;
  ruleId: string;
  ruleName: string;
  channel: Channel;
  destination: string;
  kind: string;
  title: string;
  state: DeliveryState;
  /** Since it was first due or replayed last. */
  tries: number;
  lastError: string | null;
  /** When it is tried next; null when it is not. */
  nextTryAt: Date | null;
  /** Until then quiet hours of its rule hold it. */
  heldUntil: Date | null;
  createdAt: Date;
  endedAt: Date | null;
}

export interface TryView {
  triedAt: Date;
  milliseconds: number;
  statusCode: number | null;
  /** The beginning of the answer. */
  excerpt: string | null;
  error: string | null;
}

export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  ruleId?: string | undefined;
}

const newestFirst: KeysetOrder = { column: Prisma.sql`delivery.id`, type: "bigint", direction: "descending" };

const shown = {
  id: true,
  messageId: true,
  state: true,
  tries: true,
  lastError: true,
  dueAt: true,
  createdAt: true,
  endedAt: true,
  isAskedFor: true,
  rule: { select: { id: true, name: true, channel: true, destinationShown: true, ...selectsTiming } },
  event: { select: { kind: true, details: true, storeIds: true } },
} satisfies Prisma.NotificationDeliverySelect;

type DeliveryRow = Prisma.NotificationDeliveryGetPayload<{ select: typeof shown }>;

/** The organization's messages, newest first. @throws {ForbiddenError} for who is bound to one store. */
export async function listDeliveries(
  ctx: Context,
  { state, ruleId }: DeliveryFilter,
  page: PageRequest,
): Promise<Page<DeliveryView>> {
  requirePermission(ctx.actor, "view");
  const found = await ctx.db.$queryRaw<{ id: bigint }[]>`
    SELECT delivery.id FROM notification_deliveries delivery
    WHERE delivery.organization_id = ${ctx.organizationId}::uuid
      ${state === undefined ? Prisma.empty : Prisma.sql`AND delivery.state = ${state}::notification_delivery_state`}
      ${ruleId === undefined ? Prisma.empty : Prisma.sql`AND delivery.rule_id = ${ruleId}::uuid`}
      ${keysetCondition(page, newestFirst)} ${keysetOrder(page, newestFirst)}`;
  const { items, next, previous } = cutPage(found, page, ({ id }) => String(id));
  const rows = await ctx.db.notificationDelivery.findMany({
    where: { organizationId: ctx.organizationId, id: { in: items.map(({ id }) => id) } },
    select: shown,
    orderBy: { id: "desc" },
  });
  const names = await storeNames(
    ctx,
    rows.flatMap(({ event }) => event.storeIds),
  );
  const now = ctx.clock.now();
  return { items: rows.map((row) => viewDelivery(row, names, now)), next, previous };
}

/** Messages of the last days that were given up, counted to a limit. @throws {ForbiddenError} for who is bound to one store. */
export async function countUndelivered(
  ctx: Context,
  { days, limit }: { days: number; limit: number },
): Promise<number> {
  requirePermission(ctx.actor, "view");
  const since = new Date(ctx.clock.now().getTime() - days * 86_400_000);
  const [found] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM notification_deliveries
      WHERE organization_id = ${ctx.organizationId}::uuid AND state = 'FAILED' AND ended_at >= ${since}
      LIMIT ${limit}) AS given_up`;
  return found?.count ?? 0;
}

/** One message with its tries, newest first. @throws {ForbiddenError} for who is bound to one store, {NotFoundError}. */
export async function getDelivery(ctx: Context, deliveryId: bigint): Promise<DeliveryView & { attempts: TryView[] }> {
  requirePermission(ctx.actor, "view");
  const row = await ctx.db.notificationDelivery.findFirst({
    where: { id: deliveryId, organizationId: ctx.organizationId },
    select: shown,
  });
  if (!row) throw new NotFoundError("notification delivery");
  const attempts = await ctx.db.notificationTry.findMany({
    where: { deliveryId },
    select: { triedAt: true, milliseconds: true, statusCode: true, excerpt: true, error: true },
    orderBy: { id: "desc" },
    take: MOST_TRIES_SHOWN,
  });
  return { ...viewDelivery(row, await storeNames(ctx, row.event.storeIds), ctx.clock.now()), attempts };
}

const MOST_TRIES_SHOWN = 100;

function viewDelivery(row: DeliveryRow, names: ReadonlyMap<string, string>, now: Date): DeliveryView {
  const { id, messageId, state, tries, lastError, dueAt, createdAt, endedAt, rule, event } = row;
  const stores = event.storeIds.flatMap((storeId) => names.get(storeId) ?? []);
  const heldUntil = state === "WAITING" && !row.isAskedFor ? heldBy(readTiming(rule), event.kind, now) : null;
  return {
    id: String(id),
    messageId: `msg_${messageId}`,
    ruleId: rule.id,
    ruleName: rule.name,
    channel: rule.channel,
    destination: rule.destinationShown,
    kind: event.kind,
    title: describeEvent({ ...event, stores }).title,
    state,
    tries,
    lastError,
    nextTryAt: heldUntil !== null && heldUntil > dueAt ? heldUntil : state === "WAITING" ? dueAt : null,
    heldUntil,
    createdAt,
    endedAt,
  };
}
