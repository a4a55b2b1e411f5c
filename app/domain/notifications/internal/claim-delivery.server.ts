import type { Prisma } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import { isNotHeld, type QuietRules } from "./quiet-rules.server.ts";

/** So long nobody else sends what somebody has taken; a message is sent or given up in ten seconds, to Flow in thirty. */
const CLAIMED_FOR_MS = 60_000;

const taken = {
  id: true,
  organizationId: true,
  messageId: true,
  tries: true,
  claimToken: true,
  event: {
    select: {
      id: true,
      kind: true,
      details: true,
      storeIds: true,
      subjectType: true,
      subjectId: true,
      occurredAt: true,
    },
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

interface ClaimInput {
  organizationId: string;
  exceptRuleIds: readonly string[];
  quiet: QuietRules;
}

/**
 * Takes the oldest message that is due and that no quiet hours hold, of another rule than these; one that was never tried
 * is due, whatever the clocks of database and process say. Null when there is none.
 */
export async function claimDelivery(
  { db, clock }: Runtime,
  { organizationId, exceptRuleIds, quiet }: ClaimInput,
): Promise<ClaimedDelivery | null> {
  const now = clock.now();
  const until = new Date(now.getTime() + CLAIMED_FOR_MS);
  const [claimed] = await db.$queryRaw<{ id: bigint }[]>`
    UPDATE notification_deliveries SET claim_token = gen_random_uuid(), claimed_until = ${until}
    WHERE id = (
      SELECT id FROM notification_deliveries due
      WHERE due.organization_id = ${organizationId}::uuid AND due.state = 'WAITING' AND (due.tries = 0 OR due.due_at <= ${now})
        AND (due.claimed_until IS NULL OR due.claimed_until <= ${now})
        AND NOT due.rule_id = ANY (${[...exceptRuleIds]}::uuid[]) AND ${isNotHeld(quiet)}
      ORDER BY due.id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return claimed ? db.notificationDelivery.findUnique({ where: { id: claimed.id }, select: taken }) : null;
}
