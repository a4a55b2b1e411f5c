import { Prisma } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";
import type { JobSender } from "#app/platform/queue.server.ts";
import { deliverNotifications } from "#jobs/contracts/notifications.ts";
import { digestEntriesOf, messagesOf } from "../internal/messages-sql.server.ts";
import type { EventKind } from "./event-kinds.ts";

export interface NewEvent {
  organizationId: string;
  kind: EventKind;
  /** The same for the same news: told twice it is one event, and one message per rule. */
  key: string;
  storeIds: readonly string[];
  subject: { type: "batch" | "store" | "inventory-run" | "reconciliation-run"; id: string };
  details: Prisma.InputJsonObject;
}

/** Notes something that people want to be told of, with the messages of the rules that ask for it. Call it in the transaction that did it. */
export async function recordEvent(tx: Tx, queue: JobSender, event: NewEvent): Promise<void> {
  const { organizationId, kind, key, storeIds, subject, details } = event;
  const messages = await tx.$queryRaw<{ id: bigint }[]>`
    WITH recorded AS (
      INSERT INTO notification_events (organization_id, kind, key, store_ids, subject_type, subject_id, details)
      VALUES (${organizationId}::uuid, ${kind}, ${key}, ${[...storeIds]}::uuid[], ${subject.type}, ${subject.id},
        ${JSON.stringify(details)}::jsonb)
      ON CONFLICT (organization_id, key) DO NOTHING
      RETURNING id, organization_id, kind, store_ids
    ),
    collected AS (${digestEntriesOf(Prisma.sql`recorded`)})
    ${messagesOf(Prisma.sql`recorded`)} RETURNING id`;
  if (messages.length > 0) await queue.send(tx, deliverNotifications, { organizationId });
}
