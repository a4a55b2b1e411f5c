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
  const [today] = nightlyRuns(store, now, { days: 1, lastDate: null });
  return today !== undefined && today.atMs <= now.getTime() ? today.localDay : null;
}

/**
 * A store's nightly runs of so many days of its own, today's first; none of days up to the one on which it was connected,
 * and up to `lastDate`.
 */
export function nightlyRuns(
  { id, ianaTimezone, quietHour, connectedAt }: NightlyStore,
  now: Date,
  { days, lastDate }: { days: number; lastDate: string | null },
): Iterable<LocalRun> {
  // A zone that this machine does not know must not keep the other stores from their runs.
  const timeZone = isTimeZone(ianaTimezone) ? ianaTimezone : "UTC";
  const at = `${twoDigits(quietHour)}:${twoDigits(spreadMinutes(id))}`;
  const connectedOn = localDayOf(connectedAt.getTime(), timeZone);
  const afterDay = lastDate === null || lastDate < connectedOn ? connectedOn : lastDate;
  return localRunsFrom(now.getTime(), { at, timeZone }, days, afterDay);
}

/** Stores are spread over the hour by their ids, which begin with the time of their making: their ends are what differs. */
const spreadMinutes = (id: string): number => Number.parseInt(id.slice(-4), 16) % 60 || 0;

const twoDigits = (count: number): string => String(count).padStart(2, "0");
