import type { Estimate, EstimateObstacle, StoreEstimate } from "#app/domain/uploads/estimate-duration.ts";
import { formatAbout, formatCount } from "../formats.ts";

const OBSTACLES: Record<EstimateObstacle, string> = {
  planning: "known once all of the approval is planned",
  "batch-paused": "known once the batch is resumed",
  "store-disconnected": "known once the store is connected again",
  "store-paused": "known once the store is resumed",
  "store-silent": "known once Shopify answers for the store again",
  "daily-limit": "not known: the shop has reached its daily limit of new variants",
  "budget-unknown": "known once the shop has answered for the first time",
};

/** "about 3 min left, 12,400 points", or why the time is not known. */
export function estimateWords({ seconds, points, obstacle }: Estimate | StoreEstimate): string {
  const left = `${formatCount(Math.ceil(points))} points`;
  if (seconds !== null) return `${formatAbout(seconds)} left, ${left}`;
  return obstacle === null ? `${left} left` : `${left} left; the time is ${OBSTACLES[obstacle]}`;
}
