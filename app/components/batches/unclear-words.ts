import type { UnclearCalls } from "#app/domain/uploads/queries/unclear-call-queries.server.ts";
import { formatCount, formatCountOf } from "../formats.ts";

/** What became of calls that were not answered, in one line. */
export function describeUnclear({ calls, resolved, adopted }: UnclearCalls): string {
  const open = calls - resolved;
  const state = open === 0 ? "all resolved" : `${formatCount(resolved)} resolved, ${formatCount(open)} being looked up`;
  const found = adopted === 0 ? "" : `; ${formatCountOf(adopted, "product")} found in the shop and not made again`;
  return `${formatCount(calls)}, ${state}${found}`;
}
