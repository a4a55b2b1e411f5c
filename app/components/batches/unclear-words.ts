import type { UnclearCalls } from "#app/domain/uploads/queries/unclear-call-queries.server.ts";
import type { Texts } from "../texts/texts.ts";

/** What became of calls that were not answered, in one line. */
export function describeUnclear(t: Texts, { calls, resolved, adopted }: UnclearCalls): string {
  const open = calls - resolved;
  const state =
    open === 0
      ? t("{{calls, number}}, all resolved", { calls })
      : t("{{calls, number}}, {{resolved, number}} resolved, {{open, number}} being looked up", {
          calls,
          resolved,
          open,
        });
  if (adopted === 0) return state;
  return t("{{state}}; {{count, number}} product found in the shop and not made again", { state, count: adopted });
}
