import type { Db } from "#app/platform/db.server.ts";

/** Whether a group may wait for Shopify's limits any longer: its batch names no end of it, or one to come. */
export async function isBeforeDeadline(db: Db, groupId: bigint): Promise<boolean> {
  const past = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM upload_groups mine JOIN shopify_upload_batches batch ON batch.id = mine.batch_id
    WHERE mine.id = ${groupId} AND batch.deadline_at <= now()`;
  return past.length === 0;
}
