import fc from "fast-check";
import { expect, test } from "vitest";
import { PointsBucket, type Payment } from "#app/shopify/points-bucket.ts";

const answer = (availablePoints: number, { maximum = 2_000, rate = 100, requested = 10, actual = 10 } = {}) => ({
  cost: { requestedPoints: requested, actualPoints: actual },
  throttle: { maximumPoints: maximum, availablePoints, restorePerSecond: rate },
  requestId: null,
});

const known = (availablePoints: number): PointsBucket => {
  const bucket = new PointsBucket();
  bucket.restore({ maximumPoints: 2_000, availablePoints, restorePerSecond: 100 }, 0);
  return bucket;
};

test("until Shopify has told what the bucket holds, one call is under way at most", () => {
  const bucket = new PointsBucket();

  expect(bucket.waitMs(10, 0)).toBe(0);
  const payment = bucket.pay(10, 0);
  expect(bucket.waitMs(10, 0)).toBe(Infinity);
  bucket.learn(payment, answer(1_990), 200);

  expect(bucket.waitMs(1_000, 200)).toBe(0);
});

test("the wait is as long as the bucket takes to restore what is missing", () => {
  expect(known(10).waitMs(60, 0)).toBe(500);
  expect(known(10).waitMs(60, 500)).toBe(0);
});

test("a rate that Shopify lowers counts from the first answer that tells it", () => {
  const bucket = known(100);
  const payment = bucket.pay(100, 0);

  bucket.learn(payment, answer(0, { rate: 50 }), 0);

  expect(bucket.waitMs(50, 0)).toBe(1_000);
});

test("a call that cost more than was paid for it takes the rest from what is left", () => {
  const bucket = known(200);
  const other = bucket.pay(50, 0);
  const payment = bucket.pay(10, 0);

  bucket.learn(payment, answer(130, { requested: 70, actual: 70 }), 0);

  expect(bucket.waitMs(80, 0)).toBe(0);
  expect(bucket.waitMs(90, 0)).toBe(100);
  bucket.learn(other, answer(80, { requested: 50, actual: 50 }), 0);
});

test("after a throttled call nothing is sent that the calls under way may have left no points for", () => {
  const bucket = known(500);
  bucket.pay(50, 0);
  const payment = bucket.pay(20, 0);
  const refused = { ...answer(10), cost: { requestedPoints: 20, actualPoints: null } };

  bucket.learn(payment, refused, 0);

  expect(bucket.waitMs(10, 0)).toBe(500);
});

test("calls that Shopify may not have counted yet are not spent twice", () => {
  const bucket = known(100);
  const first = bucket.pay(50, 0);
  bucket.pay(50, 1);

  bucket.learn(first, answer(50, { requested: 50, actual: 50 }), 200);

  expect(bucket.waitMs(30, 200)).toBeGreaterThan(0);
});

test("beside others a spender restores its share, and leaves what they count on", () => {
  const bucket = known(1_000);

  bucket.divide({ share: 0.25, othersPoints: 300, usefulPoints: 50 }, 0);

  expect(bucket.waitMs(50, 0)).toBe(0);
  expect(bucket.waitMs(75, 0)).toBe(1_000);
  expect(bucket.heldPoints(0)).toBe(50);
});

test("of what nobody counts on a spender takes its share, once", () => {
  const bucket = known(0);
  const others = { share: 0.25, othersPoints: 300, usefulPoints: 1_000 };
  bucket.divide(others, 0);
  const payment = bucket.pay(0, 0);
  bucket.learn(payment, answer(775, { requested: 0, actual: 0 }), 0);

  bucket.divide(others, 0);
  bucket.divide(others, 0);

  expect(bucket.waitMs(100, 0)).toBe(0);
  expect(bucket.waitMs(101, 0)).toBeGreaterThan(0);
});

test("a spender that the others do not know of yet spends nothing", () => {
  const bucket = known(2_000);

  bucket.divide("unheard", 0);

  expect(bucket.waitMs(1, 0)).toBe(Infinity);
});

test("alone again, a spender follows the true level", () => {
  const bucket = known(1_000);
  bucket.divide({ share: 0.25, othersPoints: 700, usefulPoints: 50 }, 0);
  bucket.divide(null, 0);
  const payment = bucket.pay(10, 0);

  bucket.learn(payment, answer(990), 0);

  expect(bucket.waitMs(990, 0)).toBe(0);
});

/** A bucket as Shopify keeps it: takes up front, restores at its rate, refuses what is not there. */
class TrueBucket {
  #level: number;
  #atMs = 0;
  throttled = 0;
  readonly #rate: number;
  readonly #maximum: number;

  constructor(maximum: number, rate: number) {
    this.#maximum = maximum;
    this.#rate = rate;
    this.#level = maximum;
  }

  take(points: number, atMs: number): number {
    this.#level = Math.min(this.#maximum, this.#level + ((atMs - this.#atMs) / 1_000) * this.#rate);
    this.#atMs = atMs;
    if (this.#level < points - 1e-6) this.throttled += 1;
    else this.#level -= points;
    return this.#level;
  }
}

interface Flight {
  payment: Payment;
  points: number;
  arrivesAtMs: number;
  answeredAtMs: number;
  level: number | null;
}

/** A shop at the end of a network that delays each call on its way there and back, and mixes their order. */
class ShopAtADistance {
  readonly truth = new TrueBucket(MAXIMUM, RATE);
  readonly #bucket: PointsBucket;
  #flights: Flight[] = [];

  constructor(bucket: PointsBucket) {
    this.#bucket = bucket;
  }

  send(points: number, nowMs: number, { toShopMs, backMs }: { toShopMs: number; backMs: number }): void {
    const arrivesAtMs = nowMs + toShopMs;
    const payment = this.#bucket.pay(points, nowMs);
    this.#flights.push({ payment, points, arrivesAtMs, answeredAtMs: arrivesAtMs + backMs, level: null });
  }

  /** Lets everything happen that is due, in the order of time. */
  advance(nowMs: number): void {
    const dueAtMs = ({ level, arrivesAtMs, answeredAtMs }: Flight) => (level === null ? arrivesAtMs : answeredAtMs);
    for (;;) {
      const [next] = this.#flights.sort((one, other) => dueAtMs(one) - dueAtMs(other));
      if (!next || dueAtMs(next) > nowMs) return;
      if (next.level === null) next.level = this.truth.take(next.points, next.arrivesAtMs);
      else {
        this.#flights.shift();
        const { points } = next;
        const facts = answer(next.level, { maximum: MAXIMUM, rate: RATE, requested: points, actual: points });
        this.#bucket.learn(next.payment, facts, next.answeredAtMs);
      }
    }
  }
}

const MAXIMUM = 1_000;
const RATE = 50;

const flights = fc.array(
  fc.record({ points: fc.integer({ min: 1, max: 400 }), toShopMs: fc.nat(150), backMs: fc.nat(300) }),
  { minLength: 20, maxLength: 60 },
);

test("one spender is never throttled and leaves next to nothing unspent, however long its calls take", () => {
  fc.assert(
    fc.property(flights, (calls) => {
      const bucket = new PointsBucket();
      bucket.restore({ maximumPoints: MAXIMUM, availablePoints: MAXIMUM, restorePerSecond: RATE }, 0);
      const shop = new ShopAtADistance(bucket);
      let nowMs = 0;
      for (const { points, ...way } of calls) {
        for (let wait = bucket.waitMs(points, nowMs); wait > 0; wait = bucket.waitMs(points, nowMs)) {
          nowMs += Math.min(wait, 50);
          shop.advance(nowMs);
        }
        shop.send(points, nowMs, way);
      }
      shop.advance(Infinity);

      const total = calls.reduce((sum, { points }) => sum + points, 0);
      const boundMs = Math.max(0, ((total - MAXIMUM) / RATE) * 1_000);
      expect(shop.truth.throttled).toBe(0);
      expect(nowMs).toBeLessThanOrEqual(boundMs + 1_000);
    }),
  );
});
