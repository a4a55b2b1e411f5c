import type { Context } from "#app/domain/context.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { isVisible } from "./inbox-queries.server.ts";

/** Some events, or all that this person sees up to one: what came after it stays unread. */
export type MarkReadInput = { kind: "events"; ids: readonly bigint[] } | { kind: "through"; id: bigint };

/** Notes that a person has read what happened. What they may not see is left out; marking again changes nothing. */
export async function markRead(ctx: Context, input: MarkReadInput): Promise<void> {
  if (ctx.actor.type !== "STAFF") return;
  const staffMemberId = ctx.actor.id;
  await inTransaction(ctx.db, async (tx) => {
    if (input.kind === "events") {
      await tx.$executeRaw`
        INSERT INTO notification_reads (staff_member_id, event_id)
        SELECT ${staffMemberId}::uuid, event.id FROM notification_events event
        WHERE ${isVisible(ctx)} AND event.id = ANY (${[...input.ids]}::bigint[])
        ON CONFLICT DO NOTHING`;
      return;
    }
    await tx.$executeRaw`
      INSERT INTO notification_inboxes AS known (staff_member_id, read_through_id)
      SELECT ${staffMemberId}::uuid, event.id FROM notification_events event
      WHERE ${isVisible(ctx)} AND event.id = ${input.id}
      ON CONFLICT (staff_member_id) DO UPDATE SET read_through_id = greatest(known.read_through_id, excluded.read_through_id)`;
    await tx.$executeRaw`
      DELETE FROM notification_reads seen WHERE seen.staff_member_id = ${staffMemberId}::uuid AND seen.event_id <= ${input.id}`;
  });
}
