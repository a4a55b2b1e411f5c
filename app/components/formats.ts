import type { Texts } from "./texts/texts.ts";

const SMALLEST_SHARE = 0.001;

/** 12345 -> "12,345". */
export const formatCount = (t: Texts, value: number): string => t("{{value, number}}", { value });

/** 0.9876 -> "98.7 %"; rounds down, so that 100 % means all, and 0 % nothing. */
export function formatShare(t: Texts, share: number | null): string {
  if (share === null) return "–";
  if (share > 0 && share < SMALLEST_SHARE) return t("under {{percent, number}} %", { percent: SMALLEST_SHARE * 100 });
  return t("{{percent, number}} %", { percent: Math.floor(share * 1000) / 10 });
}

/** "less than a minute", "about 3 min", "about 2 h 10 min": for times to come, which are never exact. */
export function formatAbout(t: Texts, seconds: number): string {
  if (seconds < 60) return t("less than a minute");
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return t("about {{minutes}} min", { minutes });
  return t("about {{hours}} h {{minutes}} min", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** "8 s", "2 min 5 s", "3 h 12 min". */
export function formatDuration(t: Texts, seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 10) return t("{{seconds, number}} s", { seconds: Math.round(seconds * 10) / 10 });
  const whole = Math.round(seconds);
  if (whole < 60) return t("{{seconds, number}} s", { seconds: whole });
  if (whole < 3600) return t("{{minutes}} min {{seconds}} s", { minutes: Math.floor(whole / 60), seconds: whole % 60 });
  return t("{{hours}} h {{minutes}} min", {
    hours: Math.floor(whole / 3600),
    minutes: Math.floor((whole % 3600) / 60),
  });
}
