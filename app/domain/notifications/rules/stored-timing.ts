import type { NotificationRule } from "@prisma/client";
import type { RuleTiming } from "./rule-timing.ts";

/** The columns of a rule that say when it tells. */
export type TimingColumns = Pick<
  NotificationRule,
  "digestAt" | "quietFrom" | "quietUntil" | "isUrgentLetThrough" | "timeZone"
>;

export const selectsTiming = {
  digestAt: true,
  quietFrom: true,
  quietUntil: true,
  isUrgentLetThrough: true,
  timeZone: true,
} as const;

export function readTiming({
  digestAt,
  quietFrom,
  quietUntil,
  isUrgentLetThrough,
  timeZone,
}: TimingColumns): RuleTiming {
  const quietHours =
    quietFrom === null || quietUntil === null
      ? null
      : { from: quietFrom, until: quietUntil, letsUrgentThrough: isUrgentLetThrough };
  return { digestAt, quietHours, timeZone };
}

export const writeTiming = ({ digestAt, quietHours, timeZone }: RuleTiming): TimingColumns => ({
  digestAt,
  quietFrom: quietHours?.from ?? null,
  quietUntil: quietHours?.until ?? null,
  isUrgentLetThrough: quietHours?.letsUrgentThrough ?? false,
  timeZone,
});
