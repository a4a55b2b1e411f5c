import type { AnswerFacts, ThrottleStatus } from "./answer.ts";

/** A call that has been paid for from our view of the bucket. */
export interface Payment {
  points: number;
  sentAtMs: number;
}

interface View {
  maximumPoints: number;
  restorePerSecond: number;
  availablePoints: number;
  atMs: number;
}

/**
 * Our view of one store's bucket of points. Shopify takes a call's requested cost up front, gives back what was not
 * used, and restores a fixed rate up to the maximum (shopify.dev, rate limits); every answer tells the true level, so
 * neither size nor rate is assumed: until the first answer only one call may be under way.
 */
export class PointsBucket {
  #view: View | null = null;
  #underWay = new Set<Payment>();

  get underWay(): number {
    return this.#underWay.size;
  }

  /** Takes up the view of an earlier process. */
  restore(status: ThrottleStatus, measuredAtMs: number): void {
    this.#view = { ...status, atMs: measuredAtMs };
  }

  status(nowMs: number): ThrottleStatus | null {
    if (!this.#view) return null;
    const { maximumPoints, restorePerSecond } = this.#view;
    return { maximumPoints, restorePerSecond, availablePoints: this.#level(nowMs) };
  }

  /** Milliseconds until the points are there; 0 when they are there now. */
  waitMs(points: number, nowMs: number): number {
    if (!this.#view) return this.#underWay.size === 0 ? 0 : Number.POSITIVE_INFINITY;
    const wanted = Math.min(points, this.#view.maximumPoints);
    const missing = wanted - this.#level(nowMs);
    return missing <= 0 ? 0 : Math.ceil((missing / this.#view.restorePerSecond) * 1000);
  }

  pay(points: number, nowMs: number): Payment {
    const payment = { points, sentAtMs: nowMs };
    this.#underWay.add(payment);
    if (this.#view) this.#set(this.#level(nowMs) - points, nowMs);
    return payment;
  }

  /**
   * Learns from an answer. The true level lies between what the answer shows and that less the calls which were sent
   * after it and which Shopify may not have counted yet.
   */
  learn(payment: Payment, { cost, throttle }: AnswerFacts, nowMs: number): void {
    this.#underWay.delete(payment);
    if (!throttle) return;
    const sentLater = [...this.#underWay]
      .filter((other) => other.sentAtMs >= payment.sentAtMs)
      .reduce((sum, other) => sum + other.points, 0);
    const refund = cost ? Math.max(0, payment.points - (cost.actualPoints ?? 0)) : 0;
    const believed = this.#view ? this.#level(nowMs) + refund : throttle.availablePoints - sentLater;
    this.#view = { ...throttle, atMs: nowMs };
    this.#set(Math.min(Math.max(believed, throttle.availablePoints - sentLater), throttle.availablePoints), nowMs);
  }

  #level(nowMs: number): number {
    if (!this.#view) return 0;
    const { availablePoints, restorePerSecond, maximumPoints, atMs } = this.#view;
    return Math.min(maximumPoints, availablePoints + (Math.max(0, nowMs - atMs) / 1000) * restorePerSecond);
  }

  #set(availablePoints: number, nowMs: number): void {
    if (this.#view) this.#view = { ...this.#view, availablePoints, atMs: nowMs };
  }
}
