import { Prisma } from "@prisma/client";

/** Inserts what rules tell at once of events that were just recorded: at most one message per event and rule. */
export const messagesOf = (recorded: Prisma.Sql): Prisma.Sql => Prisma.sql`
  INSERT INTO notification_deliveries (organization_id, event_id, rule_id)
  SELECT event.organization_id, event.id, rule.id
  FROM ${recorded} event JOIN notification_rules rule ON ${asksFor} AND rule.digest_at IS NULL
  ON CONFLICT (event_id, rule_id) DO NOTHING`;

/** Inserts what rules tell of them in their next digests. */
export const digestEntriesOf = (recorded: Prisma.Sql): Prisma.Sql => Prisma.sql`
  INSERT INTO notification_digest_entries (rule_id, event_id)
  SELECT rule.id, event.id
  FROM ${recorded} event JOIN notification_rules rule ON ${asksFor} AND rule.digest_at IS NOT NULL
  ON CONFLICT (rule_id, event_id) DO NOTHING`;

const asksFor = Prisma.sql`rule.organization_id = event.organization_id
  AND rule.deleted_at IS NULL AND rule.is_enabled AND event.kind = ANY (rule.kinds)
  AND (rule.store_id IS NULL OR rule.store_id = ANY (event.store_ids))`;
