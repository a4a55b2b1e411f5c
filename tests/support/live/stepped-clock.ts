import type { Clock } from "#app/platform/clock.ts";

/** A clock that stands until the test moves it; who sleeps wakes when their time has come. */
export class SteppedClock implements Clock {
  #now = Date.now();
  readonly #sleeping = new Set<{ until: number; wake: () => void }>();

  now(): Date {
    return new Date(this.#now);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = {
        until: this.#now + milliseconds,
        wake: () => {
          this.#sleeping.delete(sleeper);
          resolve();
        },
      };
      this.#sleeping.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake, { once: true });
      if (signal?.aborted) sleeper.wake();
    });
  }

  /** How many sleep. */
  get sleepers(): number {
    return this.#sleeping.size;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const sleeper of this.#sleeping) if (sleeper.until <= this.#now) sleeper.wake();
  }
}
