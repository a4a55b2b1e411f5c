import type { Database } from "#app/platform/db.server.ts";
import type { Drainer } from "../drainer.ts";

/** A call whose answer was not stored before its product was taken over. */
export interface HeldCall {
  readonly id: bigint;
  readonly groupId: bigint;
}

/** What became of a call of the old claim. */
export interface OldCall {
  readonly id: bigint;
  readonly groupId: bigint;
  readonly outcome: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

export interface StaleCalls {
  readonly ids: bigint[];
  /** Products that the old claim settled, or called for, after they had been taken from it. */
  readonly stale: number;
  /** Calls that were on record as of unknown outcome, and are not any more. */
  readonly rewritten: number;
}

/** Reads from the attempts what was done under the old claim to the products that were taken from it. */
export async function findStale(
  db: Database,
  { claimToken }: Pick<Drainer, "claimToken">,
  held: readonly HeldCall[],
  takenOverAt: Date,
): Promise<StaleCalls> {
  const ids = [...new Set(held.map(({ groupId }) => groupId))];
  const calls = await db.uploadAttempt.findMany({
    where: { claimToken, groupId: { in: ids } },
    select: { id: true, groupId: true, outcome: true, startedAt: true, endedAt: true },
  });
  return { ids, ...judgeOldCalls(held, calls, takenOverAt) };
}

/** A call is stale when it ended, or began, after its product had been taken over. */
export function judgeOldCalls(
  held: readonly HeldCall[],
  calls: readonly OldCall[],
  takenOverAt: Date,
): Pick<StaleCalls, "stale" | "rewritten"> {
  const isHeld = new Set(held.map(({ id }) => id));
  const late = calls.filter(
    ({ startedAt, endedAt }) => startedAt > takenOverAt || endedAt === null || endedAt > takenOverAt,
  );
  const unknown = calls.filter(({ id, outcome }) => isHeld.has(id) && outcome === "UNKNOWN");
  return { stale: new Set(late.map(({ groupId }) => groupId)).size, rewritten: isHeld.size - unknown.length };
}
