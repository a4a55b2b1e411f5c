/** Time as the simulated shops see it: buckets refill, tokens expire and answers are delayed on this clock alone. */
export interface SimulatorClock {
  nowMs(): number;
  /** Resolves after `durationMs` of this clock, or at once when `signal` aborts (it never rejects). */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that stands still until a test moves it. */
export interface ManualClock extends SimulatorClock {
  advance(durationMs: number): void;
}

function wait(realMs: number, signal: AbortSignal | undefined): Promise<void> {
  if (realMs <= 0 || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, realMs);
    signal?.addEventListener("abort", done, { once: true });
  });
}

/** The clock of the machine. */
export function systemClock(): SimulatorClock {
  return { nowMs: () => Date.now(), sleep: wait };
}

/** A clock for tests: it moves only by `advance`, which also ends the sleeps that have become due, earliest first. */
export function manualClock(startMs: number = Date.now()): ManualClock {
  let nowMs = startMs;
  const sleepers = new Set<{ dueAtMs: number; wake: () => void }>();
  return {
    nowMs: () => nowMs,
    advance(durationMs) {
      nowMs += durationMs;
      const due = [...sleepers].filter((sleeper) => sleeper.dueAtMs <= nowMs);
      due.sort((a, b) => a.dueAtMs - b.dueAtMs);
      for (const sleeper of due) sleeper.wake();
    },
    sleep(durationMs, signal) {
      if (durationMs <= 0 || signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = {
          dueAtMs: nowMs + durationMs,
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener("abort", sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", sleeper.wake, { once: true });
      });
    },
  };
}

export function isManualClock(clock: SimulatorClock): clock is ManualClock {
  return "advance" in clock;
}
