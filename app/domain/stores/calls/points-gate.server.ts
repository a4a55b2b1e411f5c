import { NOBODY_ASKS, type Clock } from "#app/platform/clock.ts";
import type { AnswerFacts } from "#app/shopify/answer.ts";
import { PointsBucket, type Payment } from "#app/shopify/points-bucket.ts";
import { lanes, LaneTurns, type ByLane, type Lane } from "#app/shopify/points-lanes.ts";

const LONGEST_NAP_MS = 1_000;

/** Lets calls through, each when the store's bucket holds its points: lane by lane, and within a lane as they came. */
export interface PointsGate {
  readonly bucket: PointsBucket;
  /** Resolves with the payment, or with null when the signal ended the wait. */
  pass(lane: Lane, points: number, signal: AbortSignal): Promise<Payment | null>;
  /** Reports what the call's answer said; after a call without an answer the points count as spent. */
  learn(payment: Payment, facts: AnswerFacts): void;
  /** Takes note of who else spends from the bucket. */
  divide(others: Parameters<PointsBucket["divide"]>[0]): void;
  /** Points that calls wait for right now. */
  wanted(): ByLane;
}

interface Waiting {
  points: number;
  signal: AbortSignal;
  resolve: (payment: Payment | null) => void;
}

export function createPointsGate(clock: Clock): PointsGate {
  const bucket = new PointsBucket();
  const turns = new LaneTurns();
  const queues: Record<Lane, Waiting[]> = { stock: [], price: [], products: [], reads: [] };
  let wake = new AbortController();
  let isServing = false;

  function forgetStopped(): void {
    for (const lane of lanes) {
      const stopped = queues[lane].filter(({ signal }) => signal.aborted);
      if (stopped.length === 0) continue;
      queues[lane] = queues[lane].filter(({ signal }) => !signal.aborted);
      for (const { resolve } of stopped) resolve(null);
    }
  }

  /** One call after the other, as long as any waits. */
  async function serve(): Promise<void> {
    isServing = true;
    for (;;) {
      forgetStopped();
      const lane = turns.next(new Set(lanes.filter((each) => queues[each].length > 0)));
      const [first] = lane ? queues[lane] : [];
      if (!lane || !first) break;
      const nowMs = clock.now().getTime();
      const waitMs = bucket.waitMs(first.points, nowMs);
      if (waitMs === 0) {
        queues[lane].shift();
        turns.spend(lane, first.points);
        first.resolve(bucket.pay(first.points, nowMs));
      } else {
        const nap = new AbortController();
        wake = nap;
        await clock.sleep(Math.min(waitMs, LONGEST_NAP_MS), AbortSignal.any([first.signal, nap.signal]));
      }
    }
    isServing = false;
  }

  return {
    bucket,
    pass: (lane, points, signal) =>
      new Promise((resolve) => {
        queues[lane].push({ points, signal, resolve });
        if (isServing) wake.abort(NOBODY_ASKS);
        else void serve();
      }),
    learn(payment, facts) {
      bucket.learn(payment, facts, clock.now().getTime());
      wake.abort(NOBODY_ASKS);
    },
    divide(others) {
      bucket.divide(others, clock.now().getTime());
      wake.abort(NOBODY_ASKS);
    },
    wanted: () =>
      Object.fromEntries(lanes.map((lane) => [lane, queues[lane].reduce((sum, { points }) => sum + points, 0)])),
  };
}
