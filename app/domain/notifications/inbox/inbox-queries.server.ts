import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { describeEvent } from "../events/describe-event.ts";
import { KINDS_OF_A_RULE, type EventKind } from "../events/event-kinds.ts";
import { storeNames } from "../events/store-names.server.ts";

/** Something that happened, as a person reads it in the app. */
export interface InboxItem {
  id: string;
  kind: string;
  title: string;
  text: string;
  subject: { type: string; id: string };
  /** By kind, for programs. */
  details: unknown;
  storeIds: string[];
  isRead: boolean;
  occurredAt: Date;
}

/** Counted to a limit, so that a count stays cheap however much is unread. */
export interface UnreadCount {
  count: number;
  isMore: boolean;
}

const COUNTED_AT_MOST = 99;

const newestFirst: KeysetOrder = { column: Prisma.sql`event.id`, type: "bigint", direction: "descending" };

/** What is absent narrows nothing. */
export interface InboxFilter {
  kind?: EventKind | undefined;
  /** Only what concerns this store. */
  storeId?: string | undefined;
}

interface InboxRow extends Omit<InboxItem, "title" | "text" | "subject"> {
  subjectType: string;
  subjectId: string;
}

/** What happened, newest first; who is bound to one store sees what concerns that store. */
export async function listInbox(
  ctx: Context,
  page: PageRequest,
  { kind, storeId }: InboxFilter = {},
): Promise<Page<InboxItem>> {
  const rows = await ctx.db.$queryRaw<InboxRow[]>`
    SELECT event.id::text AS id, event.kind, event.details, event.subject_type AS "subjectType", event.subject_id AS "subjectId",
      event.store_ids AS "storeIds", event.occurred_at AS "occurredAt", NOT ${isUnread(ctx)} AS "isRead"
    FROM notification_events event
    WHERE ${isVisible(ctx)}
      ${kind === undefined ? Prisma.empty : Prisma.sql`AND event.kind = ${kind}`}
      ${storeId === undefined ? Prisma.empty : Prisma.sql`AND ${storeId}::uuid = ANY (event.store_ids)`}
      ${keysetCondition(page, newestFirst)} ${keysetOrder(page, newestFirst)}`;
  const { items, next, previous } = cutPage(rows, page, ({ id }) => id);
  const onlyStoreId = visibleStoreId(ctx.actor);
  const seenStores = (storeIds: readonly string[]) =>
    storeIds.filter((id) => onlyStoreId === null || id === onlyStoreId);
  const names = await storeNames(
    ctx,
    items.flatMap(({ storeIds }) => seenStores(storeIds)),
  );
  return { items: items.map((row) => viewItem(row, seenStores(row.storeIds), names)), next, previous };
}

function viewItem(row: InboxRow, storeIds: string[], names: ReadonlyMap<string, string>): InboxItem {
  const { id, kind, details, subjectType, subjectId, isRead, occurredAt } = row;
  const stores = storeIds.flatMap((storeId) => names.get(storeId) ?? []);
  const subject = { type: subjectType, id: subjectId };
  return { id, kind, ...describeEvent({ kind, details, stores }), subject, details, storeIds, isRead, occurredAt };
}

/** How much of it this person has not read. */
export async function countUnread(ctx: Context): Promise<UnreadCount> {
  if (ctx.actor.type !== "STAFF") return { count: 0, isMore: false };
  const [found] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM notification_events event
      WHERE ${isVisible(ctx)} AND event.id > ${readThrough(ctx)} AND ${isUnread(ctx)} LIMIT ${COUNTED_AT_MOST + 1}) AS unread`;
  const count = found?.count ?? 0;
  return { count: Math.min(count, COUNTED_AT_MOST), isMore: count > COUNTED_AT_MOST };
}

/** The events that the actor may see, as `event`. What is written for one rule is nobody's news. */
export function isVisible(ctx: Context): Prisma.Sql {
  const onlyStoreId = visibleStoreId(ctx.actor);
  return Prisma.sql`event.organization_id = ${ctx.organizationId}::uuid AND event.kind <> ALL (${[...KINDS_OF_A_RULE]})
    ${onlyStoreId === null ? Prisma.empty : Prisma.sql`AND ${onlyStoreId}::uuid = ANY (event.store_ids)`}`;
}

function readThrough(ctx: Context): Prisma.Sql {
  return Prisma.sql`coalesce((SELECT read_through_id FROM notification_inboxes WHERE staff_member_id = ${staffIdOf(ctx)}::uuid), 0)`;
}

function isUnread(ctx: Context): Prisma.Sql {
  return Prisma.sql`(event.id > ${readThrough(ctx)} AND NOT EXISTS (
    SELECT 1 FROM notification_reads seen WHERE seen.event_id = event.id AND seen.staff_member_id = ${staffIdOf(ctx)}::uuid))`;
}

/** Systems have no inbox, so that to them everything is unread. */
const staffIdOf = ({ actor }: Context): string | null => (actor.type === "STAFF" ? actor.id : null);
