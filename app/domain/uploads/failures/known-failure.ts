import type { Remedy } from "#app/platform/errors.ts";
import type { ErrorCategory } from "./row-failure.ts";

/** What a failure means in plain words, and what a person can do about it. */
export interface ErrorExplanation {
  explanation: string;
  whatToDo: string;
}

/**
 * Whether the app tries again without being asked. `yes`: some times, with growing pauses. `once`: one more time.
 * `waits`: as soon as what keeps it back is over, and no try is spent. `no`: the same again would end the same.
 */
export type AutomaticRetry = "yes" | "once" | "waits" | "no";

/** All that is decided about one way to fail. */
export interface KnownFailure extends ErrorExplanation {
  category: ErrorCategory;
  retried: AutomaticRetry;
  remedy: Remedy["kind"];
}

/** The content has to be changed before anything helps. */
export const refusedContent = (explanation: string, whatToDo: string): KnownFailure => ({
  category: "VALIDATION",
  retried: "no",
  remedy: "none",
  explanation,
  whatToDo,
});

/** Something in the shop that is not ours takes the place. */
export const takenPlace = (explanation: string, whatToDo: string): KnownFailure => ({
  ...refusedContent(explanation, whatToDo),
  category: "DUPLICATE",
});

/** Shopify's own trouble, which passes. */
export const passingFault = (explanation: string, whatToDo: string): KnownFailure => ({
  category: "SHOPIFY_ERROR",
  retried: "yes",
  remedy: "retry",
  explanation,
  whatToDo,
});
