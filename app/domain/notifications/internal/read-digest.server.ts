import type { Runtime } from "#app/domain/context.ts";
import { writeDigest, type DigestLine } from "../digests/write-digest.ts";
import { describeEvent, type EventWords } from "../events/describe-event.ts";
import { BY_IMPORTANCE } from "../events/event-kinds.ts";
import { subjectPage } from "../events/subject-page.ts";
import { appUrlOf } from "./app-page.ts";

/** Who reads more looks into the app. */
const MOST_LINES = 20;

interface ToldRow {
  kind: string;
  details: unknown;
  storeIds: string[];
  subjectType: string;
  subjectId: string;
  occurredAt: Date;
}

/** Puts a digest into words: the most important and newest of what it tells, with links into the admin of a store. */
export async function readDigest(
  { db, shopifyApp }: Runtime,
  { organizationId, event }: { organizationId: string; event: { id: bigint; details: unknown } },
): Promise<EventWords> {
  const told = await db.$queryRaw<ToldRow[]>`
    SELECT event.kind, event.details, event.store_ids AS "storeIds", event.subject_type AS "subjectType",
      event.subject_id AS "subjectId", event.occurred_at AS "occurredAt"
    FROM notification_digest_entries entry JOIN notification_events event ON event.id = entry.event_id
    WHERE entry.digest_event_id = ${event.id}
    ORDER BY array_position(${[...BY_IMPORTANCE]}::text[], event.kind), event.id DESC LIMIT ${MOST_LINES}`;
  const stores = await db.store.findMany({
    where: { organizationId, leftAt: null },
    select: { id: true, name: true, shopDomain: true, status: true },
    orderBy: { name: "asc" },
  });
  // In a shop that was uninstalled the app does not open.
  const open = stores.filter(({ status }) => status !== "UNINSTALLED");
  const urlOf = (storeIds: readonly string[]): string | null => {
    const store = open.find(({ id }) => storeIds.includes(id)) ?? open[0];
    return store === undefined ? null : appUrlOf(store.shopDomain, shopifyApp.clientId);
  };
  const lines = told.map(({ kind, details, storeIds, subjectType, subjectId, occurredAt }): DigestLine => {
    const names = stores.filter(({ id }) => storeIds.includes(id)).map(({ name }) => name);
    const page = subjectPage({ type: subjectType, id: subjectId }, storeIds);
    const url = urlOf(storeIds);
    return {
      ...describeEvent({ kind, details, stores: names }),
      occurredAt,
      page: page === null || url === null ? null : `${url}${page}`,
    };
  });
  const url = urlOf([]);
  return writeDigest(event.details, lines, url === null ? null : `${url}/app/notifications`);
}
