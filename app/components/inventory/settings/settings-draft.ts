import { isTimeOfDay } from "#app/domain/next-local-run.ts";
import { FEWEST_TO_STOP } from "#app/domain/inventory/stock-brakes.ts";
import type { Text, Texts } from "../../texts/texts.ts";

/** What stands in the form, as it was typed. */
export interface SettingsDraft {
  isDailyOn: boolean;
  dailyAt: string;
  /** Empty: the shop's own. */
  timeZone: string;
  maxZeroPercent: string;
}

/** Whether nothing was changed. */
export const isSameDraft = (one: SettingsDraft, other: SettingsDraft): boolean =>
  one.isDailyOn === other.isDailyOn &&
  one.dailyAt === other.dailyAt &&
  one.timeZone === other.timeZone &&
  one.maxZeroPercent === other.maxZeroPercent;

export interface SettingsRead {
  errors: { dailyAt?: Text; maxZeroPercent?: Text };
  /** From 0 to 1. */
  maxZeroShare: number;
}

/** What a draft means, and what is wrong with it. */
export function readSettingsDraft({ isDailyOn, dailyAt, maxZeroPercent }: SettingsDraft): SettingsRead {
  const errors: SettingsRead["errors"] = {};
  if (isDailyOn && !isTimeOfDay(dailyAt)) errors.dailyAt = "Enter a time such as 03:00.";
  const percent = maxZeroPercent.trim() === "" ? Number.NaN : Number(maxZeroPercent);
  if (!(percent >= 0 && percent <= 100)) errors.maxZeroPercent = "Enter a number from 0 to 100.";
  return { errors, maxZeroShare: percent / 100 };
}

/** What a share means in a shop. */
export function shareWords(t: Texts, maxZeroPercent: string): string {
  const few = t("Fewer than {{few, number}} levels never stop a sync.", { few: FEWEST_TO_STOP });
  const percent = maxZeroPercent.trim() === "" ? Number.NaN : Number(maxZeroPercent);
  if (percent === 0) return `${t("Every sync that takes a level to zero asks first.")} ${few}`;
  if (percent === 100) return t("The share never stops a sync; a lost location still does.");
  return few;
}

/** 0.2 -> "20", 0.125 -> "12.5". */
export const asPercent = (share: number): string => String(Math.round(share * 10_000) / 100);
