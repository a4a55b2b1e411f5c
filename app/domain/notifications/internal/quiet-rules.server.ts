import { Prisma } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";
import { URGENT_KINDS } from "../events/event-kinds.ts";
import { quietUntil } from "../rules/rule-timing.ts";
import { readTiming, selectsTiming } from "../rules/stored-timing.ts";

/** Rules whose quiet hours are now. */
export interface QuietRules {
  ids: string[];
  /** Those of them that let through what is urgent. */
  lettingUrgentThrough: string[];
}

/** Of one organization, or of all. */
export async function findQuietRules(db: Db, now: Date, organizationId?: string): Promise<QuietRules> {
  const rules = await db.notificationRule.findMany({
    where: {
      quietFrom: { not: null },
      deletedAt: null,
      isEnabled: true,
      ...(organizationId === undefined ? {} : { organizationId }),
    },
    select: { id: true, ...selectsTiming },
  });
  const quiet = rules.filter((rule) => quietUntil(now, readTiming(rule)) !== null);
  return {
    ids: quiet.map(({ id }) => id),
    lettingUrgentThrough: quiet.filter(({ isUrgentLetThrough }) => isUrgentLetThrough).map(({ id }) => id),
  };
}

/** Whether no quiet hours hold the message `due`. */
export const isNotHeld = ({ ids, lettingUrgentThrough }: QuietRules): Prisma.Sql => Prisma.sql`
  (due.is_asked_for OR NOT due.rule_id = ANY (${ids}::uuid[])
    OR due.rule_id = ANY (${lettingUrgentThrough}::uuid[]) AND EXISTS (
      SELECT 1 FROM notification_events event WHERE event.id = due.event_id AND event.kind = ANY (${[...URGENT_KINDS]})))`;
