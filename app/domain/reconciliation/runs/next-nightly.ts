import { nightlyDateDue, type NightlyStore } from "./nightly-date.ts";

const MINUTE_MS = 60_000;
const STEP_MS = 60 * MINUTE_MS;
/** The day on which a store is connected has none, and a day may have 25 hours. */
const LOOKED_AHEAD_MS = 50 * STEP_MS;

/**
 * When the next nightly run of a store is due, to the minute; now, when it is due already. `lastDate` is the shop's own
 * day of its last one. Null for a calendar on which none comes within two days.
 */
export function nextNightlyAt(store: NightlyStore, lastDate: string | null, now: Date): Date | null {
  const isDue = (atMs: number): boolean => {
    const date = nightlyDateDue(store, new Date(atMs));
    return date !== null && (lastDate === null || date > lastDate);
  };
  const startMs = now.getTime();
  if (isDue(startMs)) return now;
  for (let afterMs = startMs + STEP_MS; afterMs <= startMs + LOOKED_AHEAD_MS; afterMs += STEP_MS)
    if (isDue(afterMs)) return firstDue(afterMs - STEP_MS, afterMs, isDue);
  return null;
}

/** Halves the time between a moment before and one after it came due. */
function firstDue(before: number, after: number, isDue: (atMs: number) => boolean): Date {
  let [early, late] = [before, after];
  while (late - early > MINUTE_MS) {
    const middle = Math.floor((early + late) / 2);
    if (isDue(middle)) late = middle;
    else early = middle;
  }
  return new Date(Math.floor(late / MINUTE_MS) * MINUTE_MS);
}
