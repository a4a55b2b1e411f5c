import type { SimulatorClock } from "../clock.ts";

export interface StoredAnswer {
  parameters: string;
  answer: unknown;
  hasFailed: boolean;
  storedAtMs: number;
}

/** Shopify keeps idempotency keys for 24 hours. */
const keptMs = 24 * 60 * 60 * 1_000;

/** Answers already given under an idempotency key, and keys whose first request is still on its way. */
export class IdempotencyKeys {
  #clock: SimulatorClock;
  #answers = new Map<string, StoredAnswer>();
  #inFlight = new Map<string, string>();

  constructor(clock: SimulatorClock) {
    this.#clock = clock;
  }

  find(key: string): StoredAnswer | null {
    const stored = this.#answers.get(key);
    if (!stored) return null;
    if (this.#clock.nowMs() - stored.storedAtMs < keptMs) return stored;
    this.#answers.delete(key);
    return null;
  }

  store(key: string, parameters: string, answer: unknown, hasFailed: boolean): void {
    this.#answers.set(key, { parameters, answer, hasFailed, storedAtMs: this.#clock.nowMs() });
  }

  /** The request that came first holds a key until it is answered. */
  begin(key: string, requestId: string): void {
    if (!this.#inFlight.has(key)) this.#inFlight.set(key, requestId);
  }

  end(key: string, requestId: string): void {
    if (this.#inFlight.get(key) === requestId) this.#inFlight.delete(key);
  }

  isHeld(key: string): boolean {
    return this.#inFlight.has(key);
  }
}
