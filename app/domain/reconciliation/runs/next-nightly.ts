import { nightlyRuns, type NightlyStore } from "./nightly-date.ts";

const DAYS_LOOKED_AHEAD = 3;

/**
 * When the next nightly run of a store is due; now, when it is due already. `lastDate` is the shop's own day of its last
 * one. Null for a calendar on which none comes within two days.
 */
export function nextNightlyAt(store: NightlyStore, lastDate: string | null, now: Date): Date | null {
  const [next] = nightlyRuns(store, now, { days: DAYS_LOOKED_AHEAD, lastDate });
  return next === undefined ? null : new Date(Math.max(next.atMs, now.getTime()));
}
