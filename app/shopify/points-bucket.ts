import type { AnswerFacts, ThrottleStatus } from "./answer.ts";

/** A call that has been paid for from our view of the bucket. */
export interface Payment {
  points: number;
  /** All that was paid up to it and with it. */
  paidPoints: number;
  /** What was under way when it was sent, and may have been overtaken by it. */
  overtakenPoints: number;
}

/** A full bucket restores nothing until the call that leaves it has arrived. */
const ON_THE_WAY_MS = 150;

/** How old what others said may have been when it was heard. */
const OTHERS_LAG_MS = 1_000;

/** What of a bucket is a spender's own, beside others. */
export interface BucketShare {
  /** Of what the bucket restores, and of what nobody counts on; from 0 to 1. */
  share: number;
  /** Points that others count on. */
  othersPoints: number;
  /** What the spender could use now: of what it has beyond that, the others take. */
  usefulPoints: number;
}

interface View {
  maximumPoints: number;
  restorePerSecond: number;
  /** Those that are ours to spend. */
  availablePoints: number;
  atMs: number;
}

/**
 * One spender's view of a store's bucket of points. Shopify takes a call's requested cost up front, gives back what was
 * not used, and restores a fixed rate up to the maximum (shopify.dev, rate limits); every answer tells the true level, so
 * neither size nor rate is assumed: until the first answer only one call may be under way. Alone, a spender follows the
 * true level; beside others it keeps to its share, and to what they do not count on.
 */
export class PointsBucket {
  #view: View | null = null;
  #underWay = new Set<Payment>();
  #paidPoints = 0;
  #share = 1;
  /** Null: there are no others. */
  #othersPoints: number | null = null;
  /** Beside others: points that nobody counted on when the last answer came. */
  #unclaimedPoints = 0;
  #heardAtMs = 0;

  /** Takes up the view of an earlier process. */
  restore(status: ThrottleStatus, measuredAtMs: number): void {
    this.#view = { ...status, atMs: measuredAtMs };
  }

  /** The whole bucket, as far as it is known. */
  status(nowMs: number): ThrottleStatus | null {
    if (!this.#view) return null;
    const { maximumPoints, restorePerSecond } = this.#view;
    const availablePoints = Math.max(0, Math.min(maximumPoints, this.#level(nowMs) + this.#saidOfOthers()));
    return { maximumPoints, restorePerSecond, availablePoints };
  }

  /** Points that nobody else may spend: those of calls under way, whose fate is open, and those that are left to us. */
  heldPoints(nowMs: number): number {
    return Math.max(0, this.#level(nowMs)) + this.#pointsUnderWay();
  }

  /** Milliseconds until the points are there; 0 when they are there now. */
  waitMs(points: number, nowMs: number): number {
    if (this.#othersPoints === Infinity) return Infinity;
    if (!this.#view) return this.#underWay.size === 0 ? 0 : Infinity;
    const wanted = Math.min(points, this.#view.maximumPoints);
    const missing = wanted - this.#level(nowMs);
    if (missing <= 0) return 0;
    const perSecond = this.#view.restorePerSecond * this.#share;
    return perSecond > 0 ? Math.ceil((missing / perSecond) * 1000) + Math.max(0, this.#view.atMs - nowMs) : Infinity;
  }

  pay(points: number, nowMs: number): Payment {
    this.#paidPoints += points;
    const payment = { points, paidPoints: this.#paidPoints, overtakenPoints: this.#pointsUnderWay() };
    this.#underWay.add(payment);
    if (!this.#view) return payment;
    const level = this.#level(nowMs);
    const isFull = level >= this.#view.maximumPoints - this.#saidOfOthers();
    this.#set(level - points, nowMs);
    if (isFull) this.#view.atMs = nowMs + ON_THE_WAY_MS;
    return payment;
  }

  /**
   * Learns from an answer. The true level lies between what the answer shows and that less all calls which Shopify may not
   * have counted in it: those sent later and those under way when it was sent, answered since or not, and what others may
   * have sent. A call that cost more than was paid for it takes the rest now. A throttled one shows that the view was too
   * high: the lower bound holds then.
   */
  learn(payment: Payment, { cost, throttle }: AnswerFacts, nowMs: number): void {
    this.#underWay.delete(payment);
    if (!throttle) return;
    const refund = cost ? payment.points - (cost.actualPoints ?? 0) : 0;
    const isThrottled = cost?.actualPoints === null && cost.requestedPoints > throttle.availablePoints;
    const sentLater = this.#paidPoints - payment.paidPoints;
    const certain = throttle.availablePoints - payment.overtakenPoints - sentLater - this.#pointsOfOthers(nowMs);
    const isAlone = this.#othersPoints === null;
    const believed = isThrottled ? certain : this.#view ? this.#level(nowMs) + refund : isAlone ? certain : 0;
    this.#view = { ...throttle, atMs: Math.max(nowMs, this.#view?.atMs ?? nowMs) };
    this.#unclaimedPoints = isAlone ? 0 : Math.max(0, certain - believed);
    this.#set(Math.min(isAlone ? Math.max(believed, certain) : believed, throttle.availablePoints), nowMs);
  }

  /**
   * Takes note of others who spend from the bucket too; with it a spender takes its share of what nobody counts on, once.
   * `others` null: there are none any more. A spender that the others do not know of yet waits.
   */
  divide(others: BucketShare | null | "unheard", nowMs: number): void {
    const level = this.#level(nowMs);
    const unclaimed = this.#unclaimedPoints;
    this.#unclaimedPoints = 0;
    if (others === "unheard") {
      this.#othersPoints = Infinity;
      this.#set(0, nowMs);
      return;
    }
    this.#heardAtMs = nowMs;
    this.#share = others?.share ?? 1;
    this.#othersPoints = others?.othersPoints ?? null;
    this.#set(others ? Math.min(level + others.share * unclaimed, others.usefulPoints) : level, nowMs);
  }

  /** What others count on by now: what they said, and what has been restored for them since. */
  #pointsOfOthers(nowMs: number): number {
    if (this.#othersPoints === null || !this.#view) return this.#othersPoints ?? 0;
    const sinceSeconds = (nowMs - this.#heardAtMs + OTHERS_LAG_MS) / 1_000;
    return this.#othersPoints + (1 - this.#share) * this.#view.restorePerSecond * sinceSeconds;
  }

  /** What others have said that they count on; nothing before anything was heard. */
  #saidOfOthers(): number {
    return this.#othersPoints === Infinity ? 0 : (this.#othersPoints ?? 0);
  }

  #pointsUnderWay(): number {
    return [...this.#underWay].reduce((sum, { points }) => sum + points, 0);
  }

  #level(nowMs: number): number {
    if (!this.#view) return 0;
    const { availablePoints, restorePerSecond, maximumPoints, atMs } = this.#view;
    const restored = (Math.max(0, nowMs - atMs) / 1000) * restorePerSecond * this.#share;
    return Math.min(maximumPoints - this.#saidOfOthers(), availablePoints + restored);
  }

  #set(availablePoints: number, nowMs: number): void {
    if (this.#view) this.#view = { ...this.#view, availablePoints, atMs: Math.max(nowMs, this.#view.atMs) };
  }
}
