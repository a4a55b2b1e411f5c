import { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { KINDS_OF_A_RULE } from "#app/domain/notifications/events/event-kinds.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { LiveChange, LiveRights, LiveScope, LiveTopic } from "./live-changes.ts";
import { parseCursor, type LiveCursor } from "./live-cursor.ts";

/** More at once are not told one by one. */
const MOST_CHANGES = 500;

export interface Look {
  cursor: LiveCursor;
  changes: LiveChange[];
  /** There were more than are told: whoever watches has to read anew. */
  isCut: boolean;
  rights: LiveRights;
}

interface Found extends Omit<LiveChange, "topic" | "changedIn"> {
  changedIn: string;
}

interface LookRow {
  snapshot: string;
  changed: number;
  batches: Found[];
  stores: Found[];
  stockRuns: Found[];
  notifications: Found[];
  tokens: string[];
  staff: { id: string; role: "OWNER" | "STAFF" | "MERCHANT" | "VIEWER"; storeId: string | null }[];
}

/**
 * What was committed since these cursors of all that these people may see, and whether they still may: one statement,
 * whoever and however many they are. Each change is found exactly once after its commit, however long it was open.
 */
export async function lookForChanges(
  { db, clock }: Pick<Runtime, "db" | "clock">,
  { watching, since }: { watching: readonly LiveScope[]; since: readonly LiveCursor[] },
): Promise<Look> {
  const lookedAt = clock.now();
  const [row] = await db.$queryRaw<LookRow[]>(lookSql(watching, since));
  if (!row) throw new Error("PostgreSQL told no snapshot.");
  const cursor = parseCursor(`${lookedAt.getTime()}-${row.snapshot}`);
  if (!cursor) throw new Error(`PostgreSQL told a snapshot that cannot be read: ${row.snapshot}.`);
  const told = (topic: LiveTopic, found: readonly Found[]): LiveChange[] =>
    found.map(({ changedIn, ...rest }) => ({ ...rest, topic, changedIn: BigInt(changedIn) }));
  return {
    cursor,
    changes: [
      ...told("batch", row.batches),
      ...told("store", row.stores),
      ...told("stock-run", row.stockRuns),
      ...told("notification", row.notifications),
    ],
    isCut: row.changed > MOST_CHANGES,
    rights: {
      tokenIds: new Set(row.tokens),
      staff: new Map(row.staff.map(({ id, ...rights }) => [id, rights])),
    },
  };
}

const unique = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

function lookSql(watching: readonly LiveScope[], since: readonly LiveCursor[]): Prisma.Sql {
  const organizationIds = unique(watching.map(({ organizationId }) => organizationId));
  const boundTo = unique(watching.map(({ actor }) => visibleStoreId(actor)));
  const idsOf = (type: "API_TOKEN" | "STAFF") =>
    unique(watching.map(({ actor }) => (actor.type === type ? actor.id : null)));
  const first = since.reduce<bigint | null>(
    (least, { endedBefore }) => (least === null || endedBefore < least ? endedBefore : least),
    null,
  );
  const snapshots = unique(since.map(({ snapshot }) => snapshot));
  return Prisma.sql`
    WITH changed AS MATERIALIZED (
      SELECT topic, subject_id, changed_in FROM live_changes
      WHERE changed_in >= ${first}::bigint AND organization_id = ANY (${organizationIds}::uuid[])
        AND EXISTS (
          SELECT FROM unnest(${snapshots}::text[]) AS seen (snapshot)
          WHERE NOT pg_visible_in_snapshot(changed_in::text::xid8, seen.snapshot::pg_snapshot))
      ORDER BY changed_in DESC LIMIT ${MOST_CHANGES + 1}
    )
    SELECT pg_current_snapshot()::text AS snapshot, (SELECT count(*)::int FROM changed) AS changed,
      (SELECT coalesce(jsonb_agg(found), '[]') FROM (${changedBatches(boundTo)}) AS found) AS batches,
      (SELECT coalesce(jsonb_agg(found), '[]') FROM (${changedStores}) AS found) AS stores,
      (SELECT coalesce(jsonb_agg(found), '[]') FROM (${changedRuns}) AS found) AS "stockRuns",
      (SELECT coalesce(jsonb_agg(found), '[]') FROM (${changedNotifications}) AS found) AS notifications,
      ARRAY(SELECT id::text FROM api_tokens WHERE id = ANY (${idsOf("API_TOKEN")}::uuid[]) AND revoked_at IS NULL) AS tokens,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'role', role, 'storeId', store_id)), '[]')
        FROM staff_members WHERE id = ANY (${idsOf("STAFF")}::uuid[])) AS staff`;
}

/** The id of what changed, in a CASE: the topic decides whether it is a UUID at all. */
const idOf = (topic: LiveTopic, type: "uuid" | "bigint"): Prisma.Sql =>
  Prisma.sql`CASE WHEN changed.topic = ${topic} THEN changed.subject_id::${Prisma.raw(type)} END`;

const time = (column: string): Prisma.Sql =>
  Prisma.sql`to_char(${Prisma.raw(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const counts = (what: "rows" | "products"): Prisma.Sql =>
  Prisma.raw(`jsonb_build_object('total', ${what}_total, 'pending', ${what}_pending, 'processing', ${what}_processing,
    'succeeded', ${what}_succeeded, 'failed', ${what}_failed, 'skipped', ${what}_skipped, 'cancelled', ${what}_cancelled)`);

/** A store has a part of a batch that had something for it, or of which it has only skipped products. */
const changedBatches = (boundTo: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT changed.changed_in::text AS "changedIn", batch.organization_id AS "organizationId", batch.actor_id AS "actorId",
    ARRAY(
      SELECT bound.id FROM unnest(${[...boundTo]}::uuid[]) AS bound (id)
      WHERE EXISTS (SELECT FROM upload_batch_stores part WHERE part.batch_id = batch.id AND part.store_id = bound.id)
        OR EXISTS (
          SELECT FROM upload_groups own WHERE own.batch_id = batch.id AND own.store_id = bound.id AND own.status = 'SKIPPED')
    ) AS "storeIds",
    jsonb_build_object('id', batch.id, 'name', batch.name, 'status', batch.status, 'priority', batch.priority,
      'rows', ${counts("rows")}, 'products', ${counts("products")}, 'plannedAt', ${time("batch.planned_at")},
      'pausedAt', ${time("batch.paused_at")}, 'cancelRequestedAt', ${time("batch.cancel_requested_at")},
      'completedAt', ${time("batch.completed_at")}) AS data
  FROM changed JOIN shopify_upload_batches batch ON batch.id = ${idOf("batch", "uuid")}`;

const changedStores = Prisma.sql`
  SELECT changed.changed_in::text AS "changedIn", store.organization_id AS "organizationId", NULL AS "actorId",
    ARRAY[store.id] AS "storeIds",
    jsonb_build_object('id', store.id, 'name', store.name, 'status', store.status, 'statusReason', store.status_reason,
      'pausedAt', ${time("store.paused_at")}, 'heldUntil', ${time("store.held_until")},
      'createsParkedUntil', ${time("store.creates_parked_until")}) AS data
  FROM changed JOIN stores store ON store.id = ${idOf("store", "uuid")}`;

const changedRuns = Prisma.sql`
  SELECT changed.changed_in::text AS "changedIn", run.organization_id AS "organizationId", NULL AS "actorId",
    ARRAY[run.store_id] AS "storeIds",
    jsonb_build_object('id', run.id, 'storeId', run.store_id, 'kind', run.kind, 'status', run.status,
      'levels', jsonb_build_object('total', run.levels_total, 'drifted', run.levels_drifted),
      'rows', jsonb_build_object('total', run.rows_total, 'pending', run.rows_pending, 'succeeded', run.rows_succeeded,
        'failed', run.rows_failed, 'quarantined', run.rows_quarantined, 'cancelled', run.rows_cancelled),
      'completedAt', ${time("run.completed_at")}) AS data
  FROM changed JOIN inventory_runs run ON run.id = ${idOf("stock-run", "uuid")}`;

/** What is written for one rule is nobody's news. */
const changedNotifications = Prisma.sql`
  SELECT changed.changed_in::text AS "changedIn", event.organization_id AS "organizationId", NULL AS "actorId",
    event.store_ids AS "storeIds",
    jsonb_build_object('id', event.id::text, 'kind', event.kind,
      'subject', jsonb_build_object('type', event.subject_type, 'id', event.subject_id),
      'occurredAt', ${time("event.occurred_at")}) AS data
  FROM changed JOIN notification_events event ON event.id = ${idOf("notification", "bigint")} AND event.kind <> ALL (${[...KINDS_OF_A_RULE]})`;
