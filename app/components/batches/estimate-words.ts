import type { Estimate, EstimateObstacle, StoreEstimate } from "#app/domain/uploads/estimate-duration.ts";
import { formatAbout } from "../formats.ts";
import type { Text, Texts } from "../texts/texts.ts";

const OBSTACLES: Record<EstimateObstacle, Text> = {
  planning: "{{points}} left; the time is known once all of the approval is planned",
  "batch-paused": "{{points}} left; the time is known once the batch is resumed",
  "store-disconnected": "{{points}} left; the time is known once the store is connected again",
  "store-paused": "{{points}} left; the time is known once the store is resumed",
  "store-silent": "{{points}} left; the time is known once Shopify answers for the store again",
  "daily-limit": "{{points}} left; the time is not known: the shop has reached its daily limit of new variants",
  "budget-unknown": "{{points}} left; the time is known once the shop has answered for the first time",
};

/** "about 3 min left, 12,400 points", or why the time is not known. */
export function estimateWords(t: Texts, { seconds, points, obstacle }: Estimate | StoreEstimate): string {
  const left = { points: t("{{count, number}} point", { count: Math.ceil(points) }) };
  if (seconds !== null) return t("{{time}} left, {{points}}", { time: formatAbout(t, seconds), ...left });
  return t(obstacle === null ? "{{points}} left" : OBSTACLES[obstacle], left);
}
