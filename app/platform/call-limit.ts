/** What ends a call from outside: a time, or somebody who wants it no longer. */
export interface CallLimit {
  readonly signal: AbortSignal;
  /** To be called once the call has ended, whichever way. */
  release(): void;
}

/**
 * Ends a call after a time, or with another signal. `AbortSignal.timeout` and `AbortSignal.any` do the same, but what
 * they hold stays until the time is over, also of calls that were answered at once: at hundreds of calls a second that is
 * most of what a worker has in memory. This leaves nothing behind.
 */
export function limitCall(timeoutMs: number, outer?: AbortSignal): CallLimit {
  const controller = new AbortController();
  const endWithOuter = () => controller.abort(outer?.reason);
  const timer = setTimeout(
    () => controller.abort(new DOMException(`No answer within ${timeoutMs} ms.`, "TimeoutError")),
    timeoutMs,
  );
  timer.unref();
  if (outer?.aborted) endWithOuter();
  else outer?.addEventListener("abort", endWithOuter, { once: true });
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", endWithOuter);
    },
  };
}
