const HOUR_MS = 3_600_000;

/**
 * When a shop that makes no more variants today is tried again, with one product: at its next local midnight or in an
 * hour, whichever is sooner. Shopify's pages say that the limit counts by the day, and neither whose day nor whether it
 * slides; its answer does not say when it lifts. A probe an hour costs 24 calls a day and finds every kind of day within
 * the hour, and the shop's own midnight, the likeliest end, at once.
 */
export function dailyLimitRetryAt(now: Date, ianaTimezone: string): Date {
  return new Date(now.getTime() + Math.min(HOUR_MS, msToLocalMidnight(now, ianaTimezone)));
}

/** The shop's day as `2026-11-30`, so that its limit is told once a day, and not with each probe. */
export function localDayOf(now: Date, ianaTimezone: string): string {
  const inZone = (timeZone: string) => new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone });
  return orInUtc(inZone, ianaTimezone).format(now);
}

/** A clock that is put forward or back in the hour before midnight is not foreseen: the next probe comes soon enough. */
function msToLocalMidnight(now: Date, timeZone: string): number {
  const parts = localTime(timeZone).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value ?? 0);
  return ((23 - part("hour")) * 60 + 60 - part("minute")) * 60_000 - part("second") * 1000 - now.getMilliseconds();
}

function localTime(ianaTimezone: string): Intl.DateTimeFormat {
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return orInUtc((timeZone) => new Intl.DateTimeFormat("en", { ...options, timeZone }), ianaTimezone);
}

/** A zone that this Node does not know yet must not keep a store from being parked. */
function orInUtc(formatIn: (timeZone: string) => Intl.DateTimeFormat, ianaTimezone: string): Intl.DateTimeFormat {
  try {
    return formatIn(ianaTimezone);
  } catch (error) {
    if (error instanceof RangeError) return formatIn("UTC");
    throw error;
  }
}
