export interface NightlyStore {
  id: string;
  ianaTimezone: string;
  /** 0 to 23, on the shop's own clock. */
  quietHour: number;
  connectedAt: Date;
}

/**
 * The shop's own day whose nightly run is due by now, as `YYYY-MM-DD`; null before its quiet hour, and on the day on which
 * the store was connected. Stores are spread over the hour by their ids. A day on which clocks are changed is a day.
 */
export function nightlyDateDue({ id, ianaTimezone, quietHour, connectedAt }: NightlyStore, now: Date): string | null {
  const local = localTime(now, ianaTimezone);
  if (localTime(connectedAt, ianaTimezone).date >= local.date) return null;
  return local.minutes >= quietHour * 60 + spreadMinutes(id) ? local.date : null;
}

/** Store ids begin with the time of their making: their ends are what differs. */
const spreadMinutes = (id: string): number => Number.parseInt(id.slice(-4), 16) % 60 || 0;

function localTime(at: Date, timeZone: string): { date: string; minutes: number } {
  const parts = new Map(
    formatIn(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  return {
    date: `${of("year")}-${of("month")}-${of("day")}`,
    minutes: Number(of("hour")) * 60 + Number(of("minute")),
  };
}

/** A zone that this machine does not know must not keep the other stores from their runs. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-CA", { ...FIELDS, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-CA", { ...FIELDS, timeZone: "UTC" });
  }
}

const FIELDS = {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;
