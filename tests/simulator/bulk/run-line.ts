import type { FiredFault } from "../faults/script.ts";
import type { CompiledOperation } from "../graphql/documents.ts";
import { oversizedArrayError, refusedAnswer } from "../graphql/endpoint.ts";
import { type ExecutedAnswer, executeOperation } from "../graphql/execution.ts";
import { holdInFlight } from "../graphql/in-flight.ts";
import type { AdminRequest } from "../graphql/request.ts";
import type { Variables } from "../graphql/selection.ts";
import { coerceVariables } from "../graphql/variables.ts";

/** What stands on a result line beside its number. Recorded for lines without errors: `{"data":{…},"__lineNumber":0}`. */
export interface LineResult {
  errors?: ExecutedAnswer["errors"];
  data?: ExecutedAnswer["data"];
}

/** The variables on a line of an upload; null when it is no object of JSON. */
export function readLine(text: string): Variables | null {
  try {
    const value: unknown = JSON.parse(text);
    return isVariables(value) ? value : null;
  } catch {
    return null;
  }
}

function isVariables(value: unknown): value is Variables {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A line that could not be read. The words are not recorded. */
export const brokenLine: LineResult = {
  errors: [{ message: "The line is not a valid JSON object of variables.", extensions: { code: "INVALID_JSON" } }],
};

const somethingWentWrong = { message: "Something went wrong", extensions: { code: "INTERNAL_SERVER_ERROR" } };

/**
 * Runs the mutation for one line, with the checks of a call and without its price.
 *
 * @returns null when a fault loses the line's result.
 */
export function runLine(
  operation: CompiledOperation,
  given: Variables,
  request: AdminRequest,
  fired: readonly FiredFault[],
): LineResult | null {
  const isFired = (point: string, ...effects: string[]) =>
    fired.some(({ fault }) => fault.point === point && effects.includes(fault.effect));
  if (isFired("before-apply", "drop")) return null;
  if (isFired("before-apply", "status")) return resultOf(refusedAnswer(operation, somethingWentWrong));
  const forcedUserError = fired.find(({ fault }) => fault.effect === "userError")?.fault.userError ?? null;
  const answer = execute(operation, given, { ...request, forcedUserError });
  if (isFired("before-apply", "duplicate")) {
    execute(operation, given, { ...request, requestId: `${request.requestId}-again` });
  }
  if (isFired("after-apply", "drop")) return null;
  if (isFired("after-apply", "partial", "status")) return resultOf(refusedAnswer(operation, somethingWentWrong));
  return resultOf(answer);
}

function execute(operation: CompiledOperation, given: Variables, request: AdminRequest): ExecutedAnswer {
  const { variables, errors } = coerceVariables(operation, given);
  if (errors) return { data: null, errors };
  const oversized = oversizedArrayError(operation, variables);
  if (oversized) return { data: null, errors: [oversized] };
  const hold = holdInFlight(request.shop, operation, variables, request.requestId);
  try {
    if (hold.refusal) return refusedAnswer(operation, hold.refusal);
    return executeOperation(operation, variables, { ...request, busyKeys: hold.busyKeys });
  } finally {
    hold.end();
  }
}

function resultOf({ data, errors }: ExecutedAnswer): LineResult {
  return { ...(errors.length > 0 ? { errors } : {}), ...(data === null ? {} : { data }) };
}
