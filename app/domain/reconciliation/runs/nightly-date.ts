import { isTimeZone, localDayOf, localRunsFrom, type LocalRun } from "#app/domain/next-local-run.ts";

export interface NightlyStore {
  id: string;
  ianaTimezone: string;
  /** 0 to 23, on the shop's own clock. */
  quietHour: number;
  connectedAt: Date;
}

/**
 * The shop's own day whose nightly run is due by now, as `YYYY-MM-DD`; null before its quiet hour, and on the day on which
 * the store was connected. A day on which clocks are changed is a day.
 */
export function nightlyDateDue(store: NightlyStore, now: Date): string | null {
  for (const { localDay, atMs } of nightlyRuns(store, now, 1)) if (atMs <= now.getTime()) return localDay;
  return null;
}

/** A store's nightly runs of so many days of its own, today's first; none of days up to the one on which it was connected. */
export function* nightlyRuns(
  { id, ianaTimezone, quietHour, connectedAt }: NightlyStore,
  now: Date,
  days: number,
): Generator<LocalRun> {
  // A zone that this machine does not know must not keep the other stores from their runs.
  const timeZone = isTimeZone(ianaTimezone) ? ianaTimezone : "UTC";
  const at = `${twoDigits(quietHour)}:${twoDigits(spreadMinutes(id))}`;
  const connectedOn = localDayOf(connectedAt.getTime(), timeZone);
  for (const run of localRunsFrom(now.getTime(), { at, timeZone }, days)) if (run.localDay > connectedOn) yield run;
}

/** Stores are spread over the hour by their ids, which begin with the time of their making: their ends are what differs. */
const spreadMinutes = (id: string): number => Number.parseInt(id.slice(-4), 16) % 60 || 0;

const twoDigits = (count: number): string => String(count).padStart(2, "0");
