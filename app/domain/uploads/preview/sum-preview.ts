import { estimateDuration, type StoreEstimate, type StoreOutlook } from "../estimate-duration.ts";
import type { PreviewAction, PreviewItem } from "./preview-item.ts";

export interface PreviewTotals {
  /** Products by what would happen to them, each once for each store. */
  actions: Record<PreviewAction, number>;
  errors: number;
  warnings: number;
  points: number;
  /** Over all stores; null when the end at one of them cannot be foreseen. */
  seconds: number | null;
  stores: StoreEstimate[];
}

/** What a preview adds up to. Time is estimated as if nothing else were sent. */
export function sumPreview(items: readonly PreviewItem[], outlooks: readonly StoreOutlook[], now: Date): PreviewTotals {
  const actions: Record<PreviewAction, number> = { create: 0, update: 0, "no-change": 0, conflict: 0 };
  for (const { action } of items) actions[action] += 1;
  const severities = items.flatMap(({ findings }) => findings.map(({ severity }) => severity));
  const { points, seconds, stores } = estimateDuration({ isPlanned: true, isPaused: false, stores: outlooks, now });
  return {
    actions,
    errors: severities.filter((severity) => severity === "error").length,
    warnings: severities.filter((severity) => severity === "warning").length,
    points,
    seconds,
    stores,
  };
}
