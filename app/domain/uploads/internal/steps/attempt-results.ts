import type { AnswerFacts } from "#app/shopify/answer.ts";
import { failureFromUserError } from "../../failures/decide-failure.ts";
import type { UserError } from "../../failures/row-failure.ts";
import type { AttemptOutcome, AttemptResult } from "../settling/settlement.ts";

/** The record of a call that was answered. */
export function answered(
  attemptId: bigint,
  facts: AnswerFacts,
  outcome: AttemptOutcome,
  response: unknown,
  errors: readonly UserError[] = [],
): AttemptResult {
  const first = errors[0];
  return {
    attemptId,
    outcome,
    response,
    failure: first ? failureFromUserError(first) : null,
    costPoints: facts.cost?.actualPoints ?? null,
    requestId: facts.requestId,
  };
}
