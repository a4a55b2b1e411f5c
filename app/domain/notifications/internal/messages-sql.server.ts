import { Prisma } from "@prisma/client";

/** Inserts what the rules make of events that were just recorded: at most one message per event and rule. */
export const messagesOf = (recorded: Prisma.Sql): Prisma.Sql => Prisma.sql`
  INSERT INTO notification_deliveries (organization_id, event_id, rule_id)
  SELECT event.organization_id, event.id, rule.id
  FROM ${recorded} event JOIN notification_rules rule ON rule.organization_id = event.organization_id
  WHERE rule.deleted_at IS NULL AND rule.is_enabled AND event.kind = ANY (rule.kinds)
    AND (rule.store_id IS NULL OR rule.store_id = ANY (event.store_ids))
  ON CONFLICT (event_id, rule_id) DO NOTHING`;
