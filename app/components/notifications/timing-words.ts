import type { RuleTiming } from "#app/domain/notifications/rules/rule-timing.ts";
import type { Texts } from "../texts/texts.ts";

/** When a rule tells, where it is not at once. */
export function timingWords(t: Texts, { digestAt, quietHours, timeZone }: RuleTiming): string[] {
  const zone = (timeZone ?? "UTC").replaceAll("_", " ");
  return [
    digestAt === null ? [] : t("daily digest at {{at}} ({{zone}})", { at: digestAt, zone }),
    quietHours === null
      ? []
      : t("quiet from {{from}} to {{until}} ({{zone}})", { from: quietHours.from, until: quietHours.until, zone }),
  ].flat();
}
