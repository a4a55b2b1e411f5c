import { z } from "zod";
import { compileDocument, type CompiledOperation } from "./documents.ts";
import type { Variables } from "./selection.ts";
import type { AnsweredError } from "./validation-errors.ts";
import { coerceVariables } from "./variables.ts";

const graphqlBody = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

export type ReadDocument =
  | { isValid: true; operation: CompiledOperation; variables: Variables }
  | { isValid: false; status: number; errors: readonly AnsweredError[] | string | object };

/** Reads the body of a GraphQL call: a valid document, the operation it names, good variables. */
export function readDocument(body: string): ReadDocument {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { isValid: false, status: 400, errors: "Invalid JSON" };
  }
  const parsed = graphqlBody.safeParse(json);
  if (!parsed.success) {
    // Shopify: "Sample error codes" of the GraphQL Admin API.
    return { isValid: false, status: 400, errors: { query: "Required parameter missing or invalid" } };
  }
  const document = compileDocument(parsed.data.query);
  if (!document.isValid) return { isValid: false, status: 200, errors: document.errors };
  const { operationName } = parsed.data;
  const operation = operationName
    ? document.operations.find((candidate) => candidate.name === operationName)
    : document.operations.length === 1
      ? document.operations[0]
      : undefined;
  if (!operation) {
    const message = operationName ? `No operation named "${operationName}"` : "An operation name is required";
    return { isValid: false, status: 200, errors: [{ message }] };
  }
  const { variables, errors } = coerceVariables(operation, parsed.data.variables ?? {});
  if (errors) return { isValid: false, status: 200, errors };
  return { isValid: true, operation, variables };
}
