import type { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";

/** So long nobody else sends what somebody has taken; a message is sent or given up in ten seconds, to Flow in thirty. */
const CLAIMED_FOR_MS = 60_000;

const taken = {
  id: true,
  organizationId: true,
  messageId: true,
  tries: true,
  claimToken: true,
  event: {
    select: { kind: true, details: true, storeIds: true, subjectType: true, subjectId: true, occurredAt: true },
  },
  rule: {
    select: {
      id: true,
      channel: true,
      destination: true,
      secret: true,
      previousSecret: true,
      previousSecretUntil: true,
    },
  },
} satisfies Prisma.NotificationDeliverySelect;

/** A message that is being sent by whoever holds its claim. */
export type ClaimedDelivery = Prisma.NotificationDeliveryGetPayload<{ select: typeof taken }>;

/**
 * Takes the oldest message that is due, of another rule than these; one that was never tried is, whatever the clocks of
 * database and process say. Null when there is none.
 */
export async function claimDelivery(
  { db, clock }: Runtime,
  { organizationId, exceptRuleIds }: { organizationId: string; exceptRuleIds: readonly string[] },
): Promise<ClaimedDelivery | null> {
  const now = clock.now();
  const until = new Date(now.getTime() + CLAIMED_FOR_MS);
  const [claimed] = await db.$queryRaw<{ id: bigint }[]>`
    UPDATE notification_deliveries SET claim_token = gen_random_uuid(), claimed_until = ${until}
    WHERE id = (
      SELECT id FROM notification_deliveries due
      WHERE due.organization_id = ${organizationId}::uuid AND due.state = 'WAITING' AND (due.tries = 0 OR due.due_at <= ${now})
        AND (due.claimed_until IS NULL OR due.claimed_until <= ${now})
        AND NOT due.rule_id = ANY (${[...exceptRuleIds]}::uuid[])
      ORDER BY due.id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return claimed ? db.notificationDelivery.findUnique({ where: { id: claimed.id }, select: taken }) : null;
}
