import type { Runtime } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { deliverNotifications } from "#jobs/contracts/notifications.ts";
import { findQuietRules, isNotHeld } from "../internal/quiet-rules.server.ts";

/** Wakes the sending of every organization that has messages due which no quiet hours hold. Returns how many. */
export async function wakeDue({ db, clock, queue }: Runtime): Promise<number> {
  const quiet = await findQuietRules(db, clock.now());
  const due = await db.$queryRaw<{ organizationId: string }[]>`
    SELECT DISTINCT organization_id AS "organizationId" FROM notification_deliveries due
    WHERE state = 'WAITING' AND (tries = 0 OR due_at <= ${clock.now()}) AND ${isNotHeld(quiet)}`;
  if (due.length > 0) await inTransaction(db, (tx) => queue.send(tx, deliverNotifications, ...due));
  return due.length;
}
