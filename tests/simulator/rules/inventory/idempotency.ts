import { type GraphQLResolveInfo, valueFromAST, GraphQLString } from "graphql";
import { topLevelError, type UserError, userError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";

interface Payload {
  userErrors: UserError[];
}

/**
 * Runs a mutation once per idempotency key; the same key with the same parameters gets the first answer again for
 * 24 hours.
 *
 * Shopify: "Implementing idempotency"; recorded: locationDeactivate without the directive (2026-04).
 * @throws GraphQLError BAD_REQUEST without the directive.
 */
export function idempotent<Result extends Payload>(
  request: AdminRequest,
  info: GraphQLResolveInfo,
  args: object,
  refuse: (errors: UserError[]) => Result,
  run: () => Result,
): Result {
  const { idempotencyKeys, environment } = request.shop;
  const key = readKey(info);
  const parameters = JSON.stringify([info.fieldName, args]);
  if (request.busyKeys.has(key)) {
    const message = "This request is currently in progress, please try again.";
    return refuse([userError(null, message, "IDEMPOTENCY_CONCURRENT_REQUEST")]);
  }
  const stored = idempotencyKeys.find(key);
  if (stored) {
    if (stored.parameters !== parameters) {
      const message = "The same idempotency key cannot be used with different operation parameters.";
      return refuse([userError(null, message, "IDEMPOTENCY_KEY_PARAMETER_MISMATCH")]);
    }
    if (stored.hasFailed && environment.fidelity.idempotencyAfterFailure === "previous-attempt-failed") {
      const message = "A previous request with this idempotency key failed. Retry with a new idempotency key.";
      return refuse([userError(null, message, "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED")]);
    }
    // What is stored under these parameters was stored below, by the same mutation.
    return stored.answer as Result;
  }
  const answer = run();
  idempotencyKeys.store(key, parameters, answer, answer.userErrors.length > 0);
  return answer;
}

function readKey(info: GraphQLResolveInfo): string {
  const directive = info.fieldNodes[0]?.directives?.find((candidate) => candidate.name.value === "idempotent");
  const value = directive?.arguments?.find((argument) => argument.name.value === "key")?.value;
  const key = value ? valueFromAST(value, GraphQLString, info.variableValues) : null;
  if (typeof key === "string" && key.length > 0) return key;
  const message = "The @idempotent directive is required for this mutation but was not provided.";
  throw topLevelError(message, "BAD_REQUEST");
}
