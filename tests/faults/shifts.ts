import type { Database } from "#app/platform/db.server.ts";

/** What one runner did for a store: from its first to its last call. */
export interface Shift {
  readonly claimToken: string;
  readonly firstCallAtMs: number;
  readonly lastCallAtMs: number;
}

/** The shifts at a store in the order of their beginnings, read from the calls that were written down before being made. */
export async function readShifts(db: Database, storeId: string): Promise<Shift[]> {
  const shifts = await db.uploadAttempt.groupBy({
    by: ["claimToken"],
    where: { storeId },
    _min: { startedAt: true },
    _max: { startedAt: true },
  });
  return shifts
    .map(({ claimToken, _min, _max }) => ({
      claimToken,
      firstCallAtMs: _min.startedAt?.getTime() ?? Number.NaN,
      lastCallAtMs: _max.startedAt?.getTime() ?? Number.NaN,
    }))
    .toSorted((one, other) => one.firstCallAtMs - other.firstCallAtMs);
}

/** Pairs of shifts that made calls at the same time. */
export function countOverlaps(shifts: readonly Shift[]): number {
  const isOverlap = (one: Shift, other: Shift) =>
    one.firstCallAtMs <= other.lastCallAtMs && other.firstCallAtMs <= one.lastCallAtMs;
  return shifts.flatMap((one, index) => shifts.slice(index + 1).filter((other) => isOverlap(one, other))).length;
}
