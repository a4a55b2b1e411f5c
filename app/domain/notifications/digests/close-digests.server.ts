import type { Runtime } from "#app/domain/context.ts";
import { inTransaction, type Tx } from "#app/platform/db.server.ts";
import { deliverNotifications } from "#jobs/contracts/notifications.ts";
import { DIGEST_KIND } from "../events/event-kinds.ts";
import { digestsAround } from "../rules/rule-timing.ts";
import type { DigestDetails } from "./digest-title.ts";

/**
 * Writes the digests whose local time has come: one a day and rule, of all that was collected by then, also after days on
 * which nobody looked, and none when nothing happened. What a rule has collected that tells at once by now is told as a
 * last digest; of one that is off or deleted it is dropped. Several at once write no digest twice, and one that cannot be
 * written keeps no other waiting. Returns how many were.
 */
export async function closeDigests(runtime: Runtime, signal?: AbortSignal): Promise<number> {
  const due = await runtime.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM notification_rules WHERE next_digest_at <= ${runtime.clock.now()}
    UNION
    SELECT rule.id FROM notification_digest_entries untold JOIN notification_rules rule ON rule.id = untold.rule_id
    WHERE untold.digest_event_id IS NULL AND rule.next_digest_at IS NULL`;
  let written = 0;
  const failures: unknown[] = [];
  for (const { id } of due) {
    if (signal?.aborted) break;
    try {
      if (await inTransaction(runtime.db, (tx) => closeDigest(tx, runtime, id))) written += 1;
    } catch (error) {
      runtime.log.error({ err: error, ruleId: id }, "A digest could not be written.");
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return written;
}

interface ClosedRule {
  id: string;
  organizationId: string;
  isOn: boolean;
  digestAt: string | null;
  nextDigestAt: Date | null;
  timeZone: string | null;
}

async function closeDigest(tx: Tx, { clock, queue }: Runtime, ruleId: string): Promise<boolean> {
  // Nobody else writes it, and nobody changes the rule meanwhile; what happens is recorded all the same.
  const [rule] = await tx.$queryRaw<ClosedRule[]>`
    SELECT id, organization_id AS "organizationId", is_enabled AND deleted_at IS NULL AS "isOn", digest_at AS "digestAt",
      next_digest_at AS "nextDigestAt", time_zone AS "timeZone"
    FROM notification_rules WHERE id = ${ruleId}::uuid FOR NO KEY UPDATE`;
  if (!rule) return false;
  if (!rule.isOn) {
    await tx.notificationDigestEntry.deleteMany({ where: { ruleId, digestEventId: null } });
    return false;
  }
  const now = clock.now();
  const { digestAt, nextDigestAt, timeZone } = rule;
  if (digestAt === null) return writeDigest(tx, queue, rule, { until: now, key: `left/${now.toISOString()}` });
  if (nextDigestAt === null || nextDigestAt > now) return false;
  const { last, next } = digestsAround(now, { digestAt, timeZone });
  await tx.notificationRule.update({ where: { id: ruleId }, data: { nextDigestAt: new Date(next.atMs) } });
  return writeDigest(tx, queue, rule, { until: new Date(last.atMs), key: last.localDay });
}

/** A day that had its digest gets no second one by a change of time or zone: what came since is told by the next. */
async function writeDigest(
  tx: Tx,
  queue: Runtime["queue"],
  { id, organizationId, timeZone }: ClosedRule,
  { until, key }: { until: Date; key: string },
): Promise<boolean> {
  const details: Omit<DigestDetails, "counts"> = { until: until.toISOString(), timeZone };
  // One statement, so that what is recorded meanwhile is in all of it or in none.
  const written = await tx.$queryRaw<{ id: bigint }[]>`
    WITH untold AS MATERIALIZED (
      SELECT entry.event_id, event.kind FROM notification_digest_entries entry
      JOIN notification_events event ON event.id = entry.event_id
      WHERE entry.rule_id = ${id}::uuid AND entry.digest_event_id IS NULL
    ),
    digest AS (
      INSERT INTO notification_events (organization_id, kind, key, store_ids, subject_type, subject_id, details)
      SELECT ${organizationId}::uuid, ${DIGEST_KIND}, ${`digest/${id}/${key}`}, '{}', 'notification-rule', ${id},
        ${JSON.stringify(details)}::jsonb || jsonb_build_object('counts', (
          SELECT jsonb_object_agg(kind, count) FROM (SELECT kind, count(*) AS count FROM untold GROUP BY kind) AS counted))
      WHERE EXISTS (SELECT 1 FROM untold)
      ON CONFLICT (organization_id, key) DO NOTHING
      RETURNING id
    ),
    told AS (
      UPDATE notification_digest_entries entry SET digest_event_id = digest.id FROM digest
      WHERE entry.rule_id = ${id}::uuid AND entry.event_id IN (SELECT event_id FROM untold)
    )
    INSERT INTO notification_deliveries (organization_id, event_id, rule_id)
    SELECT ${organizationId}::uuid, digest.id, ${id}::uuid FROM digest
    RETURNING id`;
  if (written.length === 0) return false;
  await queue.send(tx, deliverNotifications, { organizationId });
  return true;
}
