import { setTimeout as pause } from "node:timers/promises";

export interface WaitOptions {
  /** For the message, e.g. "the batch is planned". */
  readonly what: string;
  readonly lookEveryMs: number;
  readonly deadlineSeconds: number;
}

/**
 * Looks until the condition holds and answers when that was seen, on the clock of `performance`.
 * @throws Error after the deadline.
 */
export async function waitUntil(isTrue: () => boolean | Promise<boolean>, options: WaitOptions): Promise<number> {
  const deadline = performance.now() + options.deadlineSeconds * 1_000;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`Within ${options.deadlineSeconds} s not: ${options.what}.`);
    await pause(options.lookEveryMs);
  }
  return performance.now();
}
