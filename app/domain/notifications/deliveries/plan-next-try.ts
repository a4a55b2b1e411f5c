import type { SendOutcome } from "#app/platform/outbound/send-outcome.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const HOURLY_TRIES = 23;

/** Between a failed try and the next, in seconds: growing to an hour, and a day in all. */
export const PAUSES_SECONDS: readonly number[] = [
  10,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  ...Array.from({ length: HOURLY_TRIES }, () => HOUR),
];

/** A receiver may ask for a longer pause, but for no longer than this. */
const LONGEST_ASKED_SECONDS = 6 * HOUR;

/** HTTP: the address is gone for good. */
const GONE = 410;

export type NextStep =
  | { kind: "delivered" }
  /** Given up. */
  | { kind: "dead"; error: string }
  | { kind: "later"; seconds: number; error: string };

/** What becomes of a message after a try. `triesBefore` are those that failed already. */
export function planNextTry(outcome: SendOutcome, triesBefore: number): NextStep {
  if (outcome.kind === "answered" && outcome.statusCode >= 200 && outcome.statusCode < 300)
    return { kind: "delivered" };
  const error = errorOf(outcome);
  // What is refused is not called later either: only another address helps.
  if (outcome.kind === "refused" || (outcome.kind === "answered" && outcome.statusCode === GONE))
    return { kind: "dead", error };
  const pause = PAUSES_SECONDS[triesBefore];
  if (pause === undefined) return { kind: "dead", error };
  const asked = outcome.kind === "answered" ? (outcome.retryAfterSeconds ?? 0) : 0;
  return { kind: "later", seconds: Math.max(pause, Math.min(asked, LONGEST_ASKED_SECONDS)), error };
}

function errorOf(outcome: SendOutcome): string {
  if (outcome.kind !== "answered") return outcome.because;
  const { statusCode } = outcome;
  if (statusCode === GONE) return "The receiver says that its address is gone (410).";
  if (statusCode >= 300 && statusCode < 400)
    return `The receiver redirects elsewhere (${statusCode}); redirects are not followed. Enter the final address.`;
  return `The receiver answered ${statusCode}.`;
}
