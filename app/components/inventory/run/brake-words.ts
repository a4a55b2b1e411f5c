import type { BrakeReport, LostLocation } from "#app/domain/inventory/stock-brakes.ts";
import { formatCount, formatCountOf, formatShare } from "../../formats.ts";

const nameOf = ({ name, locationId }: LostLocation): string => (name === null || name === "" ? locationId : name);

const namesOf = (locations: readonly LostLocation[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(locations.map(nameOf));

/** What stopped a run, in a few words. */
export function brakeTitle(report: BrakeReport): string {
  if (report.tooManyToZero) return `It would set ${formatShare(report.zeroShare)} of the stock to zero`;
  const lost = report.closedLocations.length + report.forgottenLocations.length;
  return lost === 1 ? "A location was lost" : `${formatCount(lost)} locations were lost`;
}

/** What the run would do, one sentence each. */
export function brakeFindings(report: BrakeReport): string[] {
  const found: string[] = [];
  if (report.tooManyToZero)
    found.push(
      `${formatCount(report.toZero)} of ${formatCountOf(report.levels, "level")} would go to zero. This store stops at more than ${formatShare(report.maxZeroShare)}.`,
    );
  if (report.closedLocations.length > 0)
    found.push(`The shop has closed ${namesOf(report.closedLocations)}, and routes still bring stock there.`);
  if (report.forgottenLocations.length > 0)
    found.push(
      `No route brings stock to ${namesOf(report.forgottenLocations)} any more, which was kept equal until now.`,
    );
  return found;
}

/** What happens when a person lets the run go on. */
export function releaseConsequences(report: BrakeReport): string[] {
  const then = ["The stock is compared once more, as it is by then, and set in the shop."];
  if (report.tooManyToZero)
    then.push(
      `About ${formatCountOf(report.toZero, "level")} will be at zero: the shop stops selling what has no stock elsewhere.`,
    );
  if (report.closedLocations.length > 0) then.push(`Nothing is set at ${namesOf(report.closedLocations)}.`);
  if (report.forgottenLocations.length > 0)
    then.push(`${namesOf(report.forgottenLocations)} keeps what it has, and you are not asked about it again.`);
  return then;
}
