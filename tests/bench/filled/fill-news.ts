import type { Filling } from "./filled-organization.ts";
import { uuidAt } from "./sql-words.ts";

/** Rules, what happened, and what became of its messages; and who did what. */
export async function fillNews({ client, organizationId, storeId, rows }: Filling): Promise<void> {
  await client.query(
    `INSERT INTO notification_rules (id, organization_id, name, channel, kinds, destination, destination_shown, updated_at)
     SELECT ${uuidAt("now()")}, $1, name, 'EMAIL', ARRAY['batch.failed', 'batch.finished-with-failures'], 'sealed', name || '@example.com', now()
     FROM unnest(ARRAY['operations', 'night-shift', 'head-office']) AS name`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO notification_events (organization_id, kind, key, store_ids, subject_type, subject_id, details, occurred_at)
     SELECT $1, 'batch.finished-with-failures', 'filled-' || number, ARRAY[$2::uuid], 'batch', batch.batch_id::text,
       jsonb_build_object('name', 'Delivery no. ' || number, 'rowsTotal', 300, 'rowsSucceeded', 290, 'rowsFailed', 8, 'rowsSkipped', 2),
       now() - interval '10 minutes' * ($3::int - number)
     FROM generate_series(1, $3::int) AS number, (SELECT batch_id FROM filled_batches ORDER BY number LIMIT 1) AS batch`,
    [organizationId, storeId, Math.max(60, Math.ceil(rows / 500))],
  );
  await client.query(
    `INSERT INTO notification_deliveries (organization_id, event_id, rule_id, state, tries, due_at, last_error, created_at, ended_at)
     SELECT $1, event.id, rule.id, (CASE WHEN event.id % 10 = 0 THEN 'FAILED' ELSE 'DELIVERED' END)::notification_delivery_state,
       CASE WHEN event.id % 10 = 0 THEN 9 ELSE 1 END, occurred_at,
       CASE WHEN event.id % 10 = 0 THEN 'The mail server refused the address.' END, occurred_at, occurred_at
     FROM notification_events event, notification_rules rule
     WHERE event.organization_id = $1 AND rule.organization_id = $1 ORDER BY event.id`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO notification_tries (delivery_id, tried_at, milliseconds, status_code, excerpt, error)
     SELECT id, created_at, 180, CASE state WHEN 'FAILED' THEN 550 ELSE 250 END, NULL, last_error
     FROM notification_deliveries WHERE organization_id = $1`,
    [organizationId],
  );
  await client.query(
    `INSERT INTO activity (organization_id, actor_type, actor_name, action, subject_type, subject_id, details, occurred_at)
     SELECT $1, 'STAFF', 'Ada Owner', deed.action, deed.subject, CASE deed.subject WHEN 'batch' THEN batch.batch_id::text ELSE $3 END,
       deed.details::jsonb, now() - interval '1 minute' * ($2::int - number)
     FROM generate_series(1, $2::int) AS number, (SELECT batch_id FROM filled_batches ORDER BY number LIMIT 1) AS batch,
       LATERAL (SELECT * FROM (VALUES (0, 'batch.rows-retried', 'batch', '{"rows": 36}'), (1, 'batch.resumed', 'batch', '{}'),
         (2, 'batch.paused', 'batch', '{}'), (3, 'batch.priority-set', 'batch', '{"from": 0, "to": 2}'),
         (4, 'store.resumed', 'store', '{}'), (5, 'store.paused', 'store', '{"reason": "Stocktaking"}'))
         AS known (turn, action, subject, details) WHERE turn = number % 6) AS deed`,
    [organizationId, Math.max(60, Math.ceil(rows / 50)), storeId],
  );
}
