/** Most that Shopify takes of one quantity. */
export const MOST_UNITS = 1_000_000_000;

/** What is known of one variant at one location of a shop. */
export interface LevelFacts {
  /** Stock at each of the warehouses that the route maps to the location. */
  counts: readonly { onHand: number; reserved: number; hold: number; asOf: Date }[];
  countsOrders: "upstream" | "shopify";
  /** Changes of the shop's quantity that were not ours. */
  movements: readonly { delta: number; occurredAt: Date }[];
}

/**
 * What the shop shall have of a variant at a location: what is available at the mapped warehouses, never below 0. Where
 * Shopify counts the orders, what the shop itself changed since the stock was counted is added; of warehouses that were
 * counted at different times the oldest count decides, so that no order is lost between two counts. Null where no
 * warehouse has ever counted it: what is not known is not zero.
 */
export function stockTarget({ counts, countsOrders, movements }: LevelFacts): number | null {
  if (counts.length === 0) return null;
  const available = counts.reduce((sum, { onHand, reserved, hold }) => sum + Math.max(0, onHand - reserved - hold), 0);
  const countedAt = Math.min(...counts.map(({ asOf }) => asOf.getTime()));
  const sinceThen = movements.filter(({ occurredAt }) => occurredAt.getTime() > countedAt);
  const moved = countsOrders === "shopify" ? sinceThen.reduce((sum, { delta }) => sum + delta, 0) : 0;
  return Math.min(MOST_UNITS, Math.max(0, available + moved));
}

export type PlannedLevel = "untouched" | "read" | "unchanged" | "set";

/**
 * What has to be done about a level, by its target and by what the shop has as far as is known: nothing is sent that would
 * change nothing, and nothing is set over the unknown.
 */
export function planLevel(target: number | null, knownQuantity: number | null): PlannedLevel {
  if (target === null) return "untouched";
  if (knownQuantity === null) return "read";
  return knownQuantity === target ? "unchanged" : "set";
}
