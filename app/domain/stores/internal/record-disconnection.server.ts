import { randomUUID } from "node:crypto";
import type { Runtime } from "#app/domain/context.ts";
import { recordEvent } from "#app/domain/notifications/events/record-event.server.ts";
import type { Tx } from "#app/platform/db.server.ts";

/** Tells people of a store that takes no more calls. Its status has just moved, which happens once per disconnection. */
export async function recordDisconnection(
  tx: Tx,
  { queue }: Pick<Runtime, "queue">,
  { id, organizationId, reason }: { id: string; organizationId: string; reason: string },
): Promise<void> {
  await recordEvent(tx, queue, {
    organizationId,
    kind: "store.disconnected",
    key: `store-disconnected/${id}/${randomUUID()}`,
    storeIds: [id],
    subject: { type: "store", id },
    details: { reason },
  });
}
