import type { Texts } from "../texts/texts.ts";

/** `2026-11-30` -> "Nov 30": a day of a calendar, whatever the time zone of whoever reads it. */
export const formatDay = (t: Texts, day: string): string =>
  t("{{date, datetime(timeZone: UTC; month: short; day: numeric)}}", { date: Date.parse(`${day}T00:00:00Z`) });
