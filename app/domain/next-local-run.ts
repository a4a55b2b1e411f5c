/** A time of day that comes once on every day of a place's calendar. */
export interface LocalTime {
  /** `HH:MM`, from 00:00 to 23:59. */
  at: string;
  /** IANA name. */
  timeZone: string;
}

export interface LocalRun {
  atMs: number;
  /** `YYYY-MM-DD` by the place's calendar. */
  localDay: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The last time that has come at `nowMs`, and the next one. On a day on which the clock jumps over the time it comes right
 * after the jump; on one on which the clock shows it twice, the first time counts: once on every day of 23, 24 or 25 hours.
 * A day that a calendar leaves out has none.
 */
export function localRunsAround(nowMs: number, time: LocalTime): { last: LocalRun; next: LocalRun } {
  const clock = wallClock(time.timeZone);
  const today = Math.floor(clock.wallMs(nowMs) / DAY_MS);
  const runs: LocalRun[] = [];
  for (let day = today - 3; day <= today + 3; day += 1) runs.push(...runOn(day, time.at, clock));
  const last = runs.findLast((run) => run.atMs <= nowMs);
  const next = runs.find((run) => run.atMs > nowMs);
  if (!last || !next) throw new Error(`No run around ${nowMs} in ${time.timeZone}.`);
  return { last, next };
}

/**
 * The times of so many days, from the day that a place's calendar shows at `fromMs` on, whether they have come or not; of
 * days after `afterDay` alone.
 */
export function* localRunsFrom(fromMs: number, time: LocalTime, days: number, afterDay: string): Generator<LocalRun> {
  const clock = wallClock(time.timeZone);
  const today = Math.floor(clock.wallMs(fromMs) / DAY_MS);
  for (let day = today; day < today + days; day += 1) if (dayText(day) > afterDay) yield* runOn(day, time.at, clock);
}

/** The day that a place's calendar shows, as `YYYY-MM-DD`. */
export const localDayOf = (atMs: number, timeZone: string): string =>
  dayText(wallClock(timeZone).wallMs(atMs) / DAY_MS);

/** A time of day as `LocalTime` has it. */
export const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

export const isTimeOfDay = (text: string): boolean => TIME_OF_DAY.test(text);

/** Whether the runtime knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  if (formats.has(name)) return true;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

interface WallClock {
  /** What the clock on the wall shows, as if it were UTC. */
  wallMs(instantMs: number): number;
}

function runOn(day: number, at: string, clock: WallClock): LocalRun[] {
  const [hours = 0, minutes = 0] = at.split(":").map(Number);
  const wantedMs = day * DAY_MS + (hours * 60 + minutes) * MINUTE_MS;
  const atMs = firstInstant(wantedMs, clock);
  return atMs === null ? [] : [{ atMs, localDay: dayText(day) }];
}

const dayText = (day: number): string => new Date(Math.floor(day) * DAY_MS).toISOString().slice(0, 10);

/** The first instant at which the clock shows this time, or has jumped over it; null where it jumps over the whole day. */
function firstInstant(wantedMs: number, clock: WallClock): number | null {
  const around = [-DAY_MS, 0, DAY_MS].map((away) => clock.wallMs(wantedMs + away) - (wantedMs + away));
  const offsets = [...new Set(around)];
  const shown = offsets
    .map((offset) => wantedMs - offset)
    .filter((instant) => clock.wallMs(instant) === wantedMs)
    .sort((one, other) => one - other);
  const [first] = shown;
  if (first !== undefined) return first;
  let before = wantedMs - Math.max(...offsets) - MINUTE_MS;
  let after = wantedMs - Math.min(...offsets) + MINUTE_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (clock.wallMs(middle) >= wantedMs) after = middle;
    else before = middle;
  }
  return Math.floor(clock.wallMs(after) / DAY_MS) === Math.floor(wantedMs / DAY_MS) ? after : null;
}

/** Making one takes longer than ten uses of it; there are as many as there are time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string): WallClock {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(timeZone, format);
  return {
    wallMs(instantMs) {
      const parts = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
      const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
      const whole = Date.UTC(
        part("year"),
        part("month") - 1,
        part("day"),
        part("hour"),
        part("minute"),
        part("second"),
      );
      return whole + (((instantMs % 1000) + 1000) % 1000);
    },
  };
}
