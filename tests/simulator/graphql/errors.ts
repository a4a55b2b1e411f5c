import { GraphQLError } from "graphql";

const documentationOf: Record<string, string> = {
  ACCESS_DENIED: "https://shopify.dev/api/usage/access-scopes",
  THROTTLED: "https://shopify.dev/api/usage/rate-limits",
};

/** A top-level error with Shopify's code. Thrown in a resolver it empties the root field that it happened in. */
export function topLevelError(message: string, code: string, extensions: Record<string, unknown> = {}): GraphQLError {
  const documentation = documentationOf[code];
  return new GraphQLError(message, {
    extensions: { code, ...(documentation ? { documentation } : {}), ...extensions },
  });
}

/** What the simulator has no rule for. Never answered with a made-up value: the test that meets it has to fail. */
export function notSimulated(what: string): GraphQLError {
  return topLevelError(`not simulated: ${what}`, "NOT_SIMULATED");
}

/** An id of another kind, or no id at all. Recorded: publication-mutation-contract, bulkOperation(id:). */
export function invalidId(id: string): GraphQLError {
  return topLevelError(`Invalid id: ${id}`, "RESOURCE_NOT_FOUND");
}

/** Recorded: collection-identifier-read (customIdCollection). */
export function customIdNeedsDefinition(): GraphQLError {
  return topLevelError("Metafield definition of type 'id' is required when using custom ids.", "NOT_FOUND");
}

export interface UserError {
  field: string[] | null;
  message: string;
  code: string | null;
  /** Of a metafield that is a list: the entry that is at fault. */
  elementIndex?: number | null;
}

export function userError(field: (string | number)[] | null, message: string, code: string | null): UserError {
  return { field: field?.map(String) ?? null, message, code };
}
