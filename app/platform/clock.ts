/** Time as a port, so that tests own it. */
export interface Clock {
  now(): Date;
  /** Resolves after `milliseconds`, or at once when the signal aborts. Never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const onAbort = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, milliseconds);
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};

/** A reason for ending a sleep; without one each time makes an error with its stack, hundreds of times a second. */
export const NOBODY_ASKS = "Nobody asks why.";
