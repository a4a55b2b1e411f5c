import type { SimulatorClock } from "../clock.ts";
import { restoreRateOfPlan, type ShopPlan } from "../options.ts";

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/**
 * The points of one app in one shop: a bucket that holds 20 seconds of its restore rate.
 *
 * Exact on the simulator's clock: it is settled at each look, so a change of rate counts from that moment on.
 * The factor of 20 is observed, not documented (recorded: 2,000 at 100 points a second).
 */
export class PointBucket {
  #clock: SimulatorClock;
  #plan: ShopPlan;
  #reduction = 1;
  #restoreRate: number;
  #availablePoints: number;
  #settledAtMs: number;
  #spentPoints = 0;
  #throttledCalls = 0;

  constructor(clock: SimulatorClock, plan: ShopPlan) {
    this.#clock = clock;
    this.#plan = plan;
    this.#restoreRate = restoreRateOfPlan[plan];
    this.#availablePoints = this.maximumPoints;
    this.#settledAtMs = clock.nowMs();
  }

  get plan(): ShopPlan {
    return this.#plan;
  }

  get maximumPoints(): number {
    return this.#restoreRate * this.#reduction * 20;
  }

  get restorePointsPerSecond(): number {
    return this.#restoreRate * this.#reduction;
  }

  get spentPoints(): number {
    return this.#spentPoints;
  }

  get throttledCalls(): number {
    return this.#throttledCalls;
  }

  /** Takes `costPoints`, or takes nothing and answers false when the bucket does not hold them. */
  take(costPoints: number): boolean {
    this.#settle();
    if (this.#plan !== "unlimited") {
      if (this.#availablePoints < costPoints) {
        this.#throttledCalls += 1;
        return false;
      }
      this.#availablePoints -= costPoints;
    }
    this.#spentPoints += costPoints;
    return true;
  }

  /** Gives back what a call asked for and did not use. */
  refund(unusedPoints: number): void {
    this.#settle();
    if (this.#plan !== "unlimited") {
      this.#availablePoints = Math.min(this.maximumPoints, this.#availablePoints + unusedPoints);
    }
    this.#spentPoints -= unusedPoints;
  }

  /** Leaves exactly `points` in the bucket (a merchant's other tools of the same app, or a test's start). */
  setAvailable(points: number): void {
    this.#settle();
    this.#availablePoints = Math.max(0, Math.min(this.maximumPoints, points));
  }

  /** Shopify may lower the rates "temporarily to protect platform stability": both rate and size shrink to `factor`. */
  reduceTo(factor: number): void {
    if (!(factor > 0 && factor <= 1)) throw new Error(`The reduction must be above 0 and at most 1, not ${factor}.`);
    this.#settle();
    this.#reduction = factor;
    this.#availablePoints = Math.min(this.#availablePoints, this.maximumPoints);
  }

  /** The merchant moves to another plan: its rate and its size count from now on; what is in the bucket stays. */
  changePlan(plan: ShopPlan): void {
    this.setRestoreRate(restoreRateOfPlan[plan]);
    this.#plan = plan;
  }

  /** Changes the restore rate while the simulator runs; the size follows (20 seconds of the rate). */
  setRestoreRate(pointsPerSecond: number): void {
    if (!(pointsPerSecond > 0)) throw new Error(`The restore rate must be above 0, not ${pointsPerSecond}.`);
    this.#settle();
    this.#restoreRate = pointsPerSecond;
    this.#availablePoints = Math.min(this.#availablePoints, this.maximumPoints);
  }

  /** As Shopify shows it: whole points (recorded: every level is a whole number). */
  status(): ThrottleStatus {
    this.#settle();
    return {
      maximumAvailable: this.maximumPoints,
      currentlyAvailable: Math.floor(this.#availablePoints),
      restoreRate: this.restorePointsPerSecond,
    };
  }

  #settle(): void {
    const nowMs = this.#clock.nowMs();
    const restored = ((nowMs - this.#settledAtMs) / 1_000) * this.restorePointsPerSecond;
    this.#availablePoints = Math.min(this.maximumPoints, this.#availablePoints + restored);
    this.#settledAtMs = nowMs;
  }
}
