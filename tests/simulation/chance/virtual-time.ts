import type { Clock } from "#app/platform/clock.ts";
import type { SimulatorClock } from "#tests/simulator/clock.ts";

/** Where the time of every run begins. */
const START_MS = Date.UTC(2026, 9, 5, 8, 0, 0);

interface Alarm {
  readonly atMs: number;
  readonly run: () => void;
  /** Nobody waits for it: alone it does not make the time go on. */
  readonly isIdle: boolean;
}

/**
 * The only time of a run: it stands still while anything can happen now, and then steps to what is due next. What is due
 * at one moment happens in the order in which it was planned.
 */
export class VirtualTime {
  #nowMs = START_MS;
  #alarms: Alarm[] = [];
  /** How often something was planned: tells whether anything goes on. */
  planned = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Answers how to take it back. */
  schedule(atMs: number, run: () => void, { isIdle = false } = {}): () => void {
    const alarm = { atMs: Math.max(atMs, this.#nowMs), run, isIdle };
    this.#alarms.push(alarm);
    this.planned += 1;
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  /** When something is due that somebody waits for; null when nothing is. */
  nextDueMs(): number | null {
    const due = this.#alarms.filter(({ isIdle }) => !isIdle).map(({ atMs }) => atMs);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Steps to the next alarm and rings it. False when nobody waits for anything. */
  step(): boolean {
    if (this.nextDueMs() === null) return false;
    let next = this.#alarms[0];
    for (const alarm of this.#alarms) if (next === undefined || alarm.atMs < next.atMs) next = alarm;
    if (next === undefined) return false;
    this.#alarms = this.#alarms.filter((other) => other !== next);
    this.#nowMs = next.atMs;
    next.run();
    return true;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const cancel = this.schedule(this.#nowMs + Math.max(0, milliseconds), done);
      signal?.addEventListener("abort", done, { once: true });
    });
  }

  /** As the product sees it. */
  clock(): Clock {
    return { now: () => new Date(this.#nowMs), sleep: (milliseconds, signal) => this.sleep(milliseconds, signal) };
  }

  /** As the simulated shops see it. */
  shopClock(): SimulatorClock {
    return {
      nowMs: () => this.#nowMs,
      sleep: (milliseconds, signal) => (milliseconds <= 0 ? Promise.resolve() : this.sleep(milliseconds, signal)),
      schedule: (atMs, run) => this.schedule(atMs, run, { isIdle: true }),
    };
  }
}
