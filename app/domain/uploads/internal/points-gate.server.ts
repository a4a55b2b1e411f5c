import type { Clock } from "#app/platform/clock.ts";
import type { AnswerFacts } from "#app/shopify/answer.ts";
import { PointsBucket, type Payment } from "#app/shopify/points-bucket.ts";

const LONGEST_NAP_MS = 1_000;

/** Lets calls through in order of arrival, each when the store's bucket holds its points. */
export interface PointsGate {
  readonly bucket: PointsBucket;
  /** Resolves with the payment, or with null when the signal ended the wait. */
  pass(points: number, signal: AbortSignal): Promise<Payment | null>;
  /** Reports what the call's answer said; after a call without an answer the points count as spent. */
  learn(payment: Payment, facts: AnswerFacts): void;
}

export function createPointsGate(clock: Clock): PointsGate {
  const bucket = new PointsBucket();
  let turn: Promise<unknown> = Promise.resolve();
  let wake = new AbortController();

  async function wait(points: number, signal: AbortSignal): Promise<Payment | null> {
    for (;;) {
      if (signal.aborted) return null;
      const nowMs = clock.now().getTime();
      const waitMs = bucket.waitMs(points, nowMs);
      if (waitMs === 0) return bucket.pay(points, nowMs);
      await clock.sleep(Math.min(waitMs, LONGEST_NAP_MS), AbortSignal.any([signal, wake.signal]));
    }
  }

  return {
    bucket,
    pass(points, signal) {
      const mine = turn.then(() => wait(points, signal));
      turn = mine;
      return mine;
    },
    learn(payment, facts) {
      bucket.learn(payment, facts, clock.now().getTime());
      wake.abort();
      wake = new AbortController();
    },
  };
}
