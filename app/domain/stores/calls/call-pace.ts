import type { ThrottleStatus } from "#app/shopify/answer.ts";

/** Weight of the newest call in what is remembered of calls. */
const NEWEST_WEIGHT = 0.05;

/** Before anything is known: Shopify's usual time for a write, and what a small product costs. */
const USUAL_LATENCY_MS = 500;
const USUAL_POINTS = 11;

/** Groups taken up beyond those whose calls are out, so that the next call never waits for the database. */
const AHEAD_SECONDS = 0.5;

const FEWEST = 4;
/** While nothing is known of the bucket: one call goes out, and with its answer the others. */
const AT_FIRST = 40;
const MOST = 120;

/**
 * How many groups a worker keeps under way: enough calls to hide Shopify's latency (rate x latency / cost) and to spend
 * what a full bucket holds, no more. What is taken up early cannot be given to a batch that is more urgent.
 */
export class CallPace {
  #latencyMs = USUAL_LATENCY_MS;
  #points = USUAL_POINTS;

  /** A write was answered. */
  learn(latencyMs: number, points: number): void {
    this.#latencyMs += NEWEST_WEIGHT * (latencyMs - this.#latencyMs);
    this.#points += NEWEST_WEIGHT * (points - this.#points);
  }

  groupsUnderWay(budget: ThrottleStatus | null): number {
    if (!budget) return AT_FIRST;
    const seconds = this.#latencyMs / 1_000 + AHEAD_SECONDS;
    const restored = budget.restorePerSecond * seconds;
    return Math.round(
      Math.min(MOST, Math.max(FEWEST, (budget.availablePoints + restored) / Math.max(1, this.#points))),
    );
  }
}
