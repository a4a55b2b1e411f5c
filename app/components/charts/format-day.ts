const days = new Intl.DateTimeFormat("en", { timeZone: "UTC", month: "short", day: "numeric" });

/** `2026-11-30` -> "Nov 30": a day of a calendar, whatever the time zone of whoever reads it. */
export const formatDay = (day: string): string => days.format(new Date(`${day}T00:00:00Z`));
