import type { BrakeReport, LostLocation } from "#app/domain/inventory/stock-brakes.ts";
import { formatShare } from "../../formats.ts";
import type { Texts } from "../../texts/texts.ts";

const nameOf = ({ name, locationId }: LostLocation): string => (name === null || name === "" ? locationId : name);

function namesOf(t: Texts, locations: readonly LostLocation[]): string {
  const names = locations.map(nameOf);
  const last = names.at(-1) ?? "";
  if (names.length < 2) return last;
  const first = names.slice(0, -1).join(", ");
  return names.length === 2
    ? t("{{first}} and {{last}}", { first, last })
    : t("{{first}}, and {{last}}", { first, last });
}

/** What stopped a run, in a few words. */
export function brakeTitle(t: Texts, report: BrakeReport): string {
  if (report.tooManyToZero)
    return t("It would set {{share}} of the stock to zero", { share: formatShare(t, report.zeroShare) });
  const lost = report.closedLocations.length + report.forgottenLocations.length;
  return t("{{count, number}} location was lost", { count: lost });
}

/** What the run would do, one sentence each. */
export function brakeFindings(t: Texts, report: BrakeReport): string[] {
  const found: string[] = [];
  if (report.tooManyToZero)
    found.push(
      t("{{toZero, number}} of {{count, number}} level would go to zero. This store stops at more than {{share}}.", {
        toZero: report.toZero,
        count: report.levels,
        share: formatShare(t, report.maxZeroShare),
      }),
    );
  if (report.closedLocations.length > 0)
    found.push(
      t("The shop has closed {{locations}}, and routes still bring stock there.", {
        locations: namesOf(t, report.closedLocations),
      }),
    );
  if (report.forgottenLocations.length > 0)
    found.push(
      t("No route brings stock to {{locations}} any more, which was kept equal until now.", {
        locations: namesOf(t, report.forgottenLocations),
      }),
    );
  return found;
}

/** What happens when a person lets the run go on. */
export function releaseConsequences(t: Texts, report: BrakeReport): string[] {
  const then = [t("The stock is compared once more, as it is by then, and set in the shop.")];
  if (report.tooManyToZero)
    then.push(
      t("About {{count, number}} level will be at zero: the shop stops selling what has no stock elsewhere.", {
        count: report.toZero,
      }),
    );
  if (report.closedLocations.length > 0)
    then.push(t("Nothing is set at {{locations}}.", { locations: namesOf(t, report.closedLocations) }));
  if (report.forgottenLocations.length > 0)
    then.push(
      t("{{locations}} keeps what it has, and you are not asked about it again.", {
        locations: namesOf(t, report.forgottenLocations),
      }),
    );
  return then;
}
