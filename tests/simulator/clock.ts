/** Time as the simulated shops see it: buckets refill, tokens expire and answers are delayed on this clock alone. */
export interface SimulatorClock {
  nowMs(): number;
  /** Resolves after `durationMs` of this clock, or at once when `signal` aborts (it never rejects). */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** Calls `run` once this clock has come to `atMs`, never at once. The function it answers takes the call back. */
  schedule(atMs: number, run: () => void): () => void;
}

/** A clock that stands still until a test moves it. */
export interface ManualClock extends SimulatorClock {
  advance(durationMs: number): void;
  /** When the next sleep or scheduled call becomes due; null when there is none. */
  nextDueAtMs(): number | null;
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

/** Longest wait a timer of Node takes. */
const longestTimerMs = 2_147_483_647;

function scheduleOnMachine(atMs: number, run: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = () => {
    const waitMs = atMs - Date.now();
    timer = waitMs > longestTimerMs ? setTimeout(arm, longestTimerMs) : setTimeout(run, Math.max(0, waitMs));
    // What is planned in a shop must not keep a process alive whose test is over.
    timer.unref();
  };
  arm();
  return () => clearTimeout(timer);
}

/** The clock of the machine. */
export function systemClock(): SimulatorClock {
  return { nowMs: () => Date.now(), sleep: wait, schedule: scheduleOnMachine };
}

interface Alarm {
  atMs: number;
  run: () => void;
}

function earliest(alarms: ReadonlySet<Alarm>): Alarm | null {
  let found: Alarm | null = null;
  for (const alarm of alarms) if (found === null || alarm.atMs < found.atMs) found = alarm;
  return found;
}

/**
 * A clock for tests: it moves only by `advance`, which makes the scheduled calls on its way, each at its own time, and
 * then ends the sleeps that have become due, earliest first.
 */
export function manualClock(startMs: number = Date.now()): ManualClock {
  let nowMs = startMs;
  const sleepers = new Set<{ dueAtMs: number; wake: () => void }>();
  const alarms = new Set<Alarm>();
  return {
    nowMs: () => nowMs,
    schedule(atMs, run) {
      const alarm = { atMs, run };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    advance(durationMs) {
      const endMs = nowMs + durationMs;
      for (let next = earliest(alarms); next !== null && next.atMs <= endMs; next = earliest(alarms)) {
        alarms.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
      }
      nowMs = endMs;
      const due = [...sleepers].filter((sleeper) => sleeper.dueAtMs <= nowMs);
      due.sort((a, b) => a.dueAtMs - b.dueAtMs);
      for (const sleeper of due) sleeper.wake();
    },
    nextDueAtMs() {
      let nextMs = earliest(alarms)?.atMs ?? null;
      for (const { dueAtMs } of sleepers) nextMs = nextMs === null ? dueAtMs : Math.min(nextMs, dueAtMs);
      return nextMs;
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

/**
 * Moves a manual clock and lets everything that becomes due on the way happen at its own time; after each step
 * `settled` is awaited, for what such a step sets going.
 */
export async function advanceInSteps(
  clock: ManualClock,
  durationMs: number,
  settled: () => Promise<void>,
): Promise<void> {
  const endMs = clock.nowMs() + durationMs;
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  };
  await settle();
  for (let nextMs = clock.nextDueAtMs(); nextMs !== null && nextMs <= endMs; nextMs = clock.nextDueAtMs()) {
    clock.advance(Math.max(0, nextMs - clock.nowMs()));
    await settle();
  }
  clock.advance(endMs - clock.nowMs());
}

export function isManualClock(clock: SimulatorClock): clock is ManualClock {
  return "advance" in clock;
}
