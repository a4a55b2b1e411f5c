import { execute, type ExecutionResult } from "graphql";
import "../types/bulk-operation.ts";
import "../types/collection.ts";
import "../types/location.ts";
import "../types/media.ts";
import "../types/mutation-root.ts";
import "../types/product.ts";
import "../types/query-root.ts";
import "../types/shop.ts";
import "../types/variant.ts";
import "../types/webhook-subscription.ts";
import type { CompiledOperation } from "./documents.ts";
import { resolveField, resolveType } from "./object-types.ts";
import type { AdminRequest } from "./request.ts";
import { adminSchema } from "./schema.ts";
import type { Variables } from "./selection.ts";
import type { AnsweredError } from "./validation-errors.ts";

export interface ExecutedAnswer {
  data: Record<string, unknown> | null;
  errors: AnsweredError[];
}

/** Runs one operation against a shop. Every resolver is synchronous: no other request comes between. */
export function executeOperation(
  operation: CompiledOperation,
  variables: Variables,
  request: AdminRequest,
  resolve: typeof resolveField = resolveField,
): ExecutedAnswer {
  request.shop.environment.webhooks.startAction();
  const result = execute({
    schema: adminSchema(),
    document: operation.document,
    operationName: operation.name,
    variableValues: variables,
    contextValue: request,
    fieldResolver: resolve,
    typeResolver: resolveType,
  });
  if (result instanceof Promise) throw new Error("A resolver of the simulator is asynchronous.");
  return describe(result);
}

function describe(result: ExecutionResult): ExecutedAnswer {
  const errors = (result.errors ?? []).map((error): AnsweredError => {
    // A fault of the simulator must not pass for an answer of Shopify's.
    if (error.originalError && !("extensions" in error.originalError)) throw error.originalError;
    return {
      message: error.message,
      ...(error.locations ? { locations: error.locations } : {}),
      extensions: error.extensions,
      ...(error.path ? { path: error.path } : {}),
    };
  });
  return { data: result.data ?? null, errors };
}
