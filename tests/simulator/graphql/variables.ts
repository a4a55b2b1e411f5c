import {
  coerceInputValue,
  type GraphQLError,
  isInputType,
  isNonNullType,
  print,
  typeFromAST,
  valueFromAST,
} from "graphql";
import type { CompiledOperation } from "./documents.ts";
import { inDeclaredOrder } from "./enum-order.ts";
import { globalIdProblems } from "./document-rules/global-ids.ts";
import { adminSchema } from "./schema.ts";
import type { Variables } from "./selection.ts";
import { type AnsweredError, locationOf } from "./validation-errors.ts";

interface Problem {
  path: (string | number)[];
  explanation: string;
}

/**
 * Checks the variables of a request against the schema.
 *
 * Answers the coerced variables, or the body's errors in Shopify's words (recorded: INVALID_VARIABLE with `problems`).
 */
export function coerceVariables(
  operation: CompiledOperation,
  given: Variables,
): { variables: Variables; errors: null } | { variables: null; errors: AnsweredError[] } {
  const schema = adminSchema();
  const variables: Record<string, unknown> = {};
  const errors: AnsweredError[] = [];
  for (const definition of operation.variableDefinitions) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) continue;
    const value = given[name];
    const problems: Problem[] = [];
    if (value === undefined && definition.defaultValue) {
      variables[name] = valueFromAST(definition.defaultValue, type);
      continue;
    }
    if (value === undefined && !isNonNullType(type)) continue;
    if (value === undefined || value === null) {
      if (isNonNullType(type)) problems.push({ path: [], explanation: "Expected value to not be null" });
      else variables[name] = null;
    } else {
      variables[name] = coerceInputValue(value, type, (path, invalidValue, error) => {
        problems.push(describeProblem(path, invalidValue, error));
      });
      problems.push(...globalIdProblems(value, type));
    }
    if (problems.length === 0) continue;
    const location = locationOf(definition);
    const details = problems.filter((problem) => problem.path.length > 0);
    const suffix = details.map((problem) => `${problem.path.join(".")} (${problem.explanation})`).join(", ");
    errors.push({
      message: `Variable $${name} of type ${print(definition.type)} was provided invalid value${suffix ? ` for ${suffix}` : ""}`,
      ...(location ? { locations: [location] } : {}),
      extensions: { code: "INVALID_VARIABLE", value: value ?? null, problems },
    });
  }
  return errors.length > 0 ? { variables: null, errors } : { variables, errors: null };
}

function describeProblem(path: readonly (string | number)[], invalidValue: unknown, error: GraphQLError): Problem {
  const undefinedField = /^Field "(\w+)" is not defined by type "(\w+)"/.exec(error.message);
  if (undefinedField?.[1]) {
    return { path: [...path, undefinedField[1]], explanation: `Field is not defined on ${undefinedField[2]}` };
  }
  const missing = /^Field "(\w+)" of required type "[^"]+" was not provided/.exec(error.message);
  if (missing?.[1]) return { path: [...path, missing[1]], explanation: "Expected value to not be null" };
  if (error.message.startsWith("Expected non-nullable type")) {
    return { path: [...path], explanation: "Expected value to not be null" };
  }
  const unknownEnum = /^Value "?.*"? does not exist in "(\w+)" enum/.exec(error.message);
  if (unknownEnum?.[1]) {
    const type = adminSchema().getType(unknownEnum[1]);
    const names = type && "getValues" in type ? type.getValues().map((value) => value.name) : [];
    return {
      path: [...path],
      explanation: `Expected ${JSON.stringify(invalidValue)} to be one of: ${inDeclaredOrder(unknownEnum[1], names).join(", ")}`,
    };
  }
  return { path: [...path], explanation: error.message };
}
