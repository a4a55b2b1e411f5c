import type { Tx } from "#app/platform/db.server.ts";
import { doubtAccepted } from "./doubt-accepted.server.ts";

/**
 * Groups leave their worker without a word of what became of its calls: whatever was sent for them without an end is in
 * doubt from now on. Answers which of the groups that are.
 */
export async function endOpenIntents(tx: Tx, groupIds: readonly bigint[]): Promise<bigint[]> {
  if (groupIds.length === 0) return [];
  const ended = await tx.$queryRaw<{ id: bigint; group_id: bigint }[]>`
    UPDATE upload_attempts SET outcome = 'UNKNOWN', ended_at = now()
    WHERE group_id = ANY (${[...groupIds]}::bigint[]) AND outcome = 'INTENT' RETURNING id, group_id`;
  await doubtAccepted(
    tx,
    ended.map(({ id }) => id),
  );
  return ended.map(({ group_id }) => group_id);
}
