import { randomFrom } from "#tests/simulator/faults/random.ts";

/** A moment in an upload. */
export interface KillPoint {
  /** So many products have been created in the shop. */
  readonly afterCreates: number;
  /** So much later, so that calls are met at every stage of their way. */
  readonly delayMs: number;
  /**
   * Whether another wake-up for the store waits in the queue, which is taken up as soon as the dead worker's job is let go.
   * Else that job itself is, after its retry delay.
   */
  readonly isWakeUpWaiting: boolean;
}

/** Not at the edges: some rows must have ended, and enough must be left for whoever takes over. */
const EARLIEST_SHARE = 0.3;
const LATEST_SHARE = 0.85;
const LONGEST_DELAY_MS = 250;

/** The point of a seed; a try that did not fire goes on to another one. */
export function pickKillPoint(seed: number, attempt: number, products: number): KillPoint {
  const random = randomFrom(seed * 7_919 + attempt);
  const share = EARLIEST_SHARE + random() * (LATEST_SHARE - EARLIEST_SHARE);
  return {
    afterCreates: Math.round(share * products),
    delayMs: Math.round(random() * LONGEST_DELAY_MS),
    isWakeUpWaiting: seed % 2 === 0,
  };
}
