import { type DocumentNode, type FieldNode, GraphQLError, Kind, parse, print, visit } from "graphql";
import { isRecord, type Json } from "./json.ts";

/** Shopify: changelog "Making idempotency mandatory": from this version on these ask for `@idempotent`. */
const keysSince = "2026-04";
const askForKeys = new Set([
  "inventoryActivate",
  "inventoryAdjustQuantities",
  "inventoryMoveQuantities",
  "inventorySetOnHandQuantities",
  "inventorySetQuantities",
  "locationActivate",
  "locationDeactivate",
]);

export interface Request {
  document: string;
  variables: Json;
}

/**
 * A request of an older API version, as today's contract wants it: with an idempotency key, and with
 * `changeFromQuantity` in place of `compareQuantity` (null where the comparison was ignored). What else is no longer in
 * the schema stays, and is refused.
 */
export function asOfToday(request: Request, apiVersion: string, source: string): Request {
  if (apiVersion >= keysSince) return request;
  const document = parsed(request.document);
  if (!document) return request;
  let isChanged = false;
  const changed = visit(document, {
    Field(field) {
      if (!askForKeys.has(field.name.value)) return undefined;
      isChanged = true;
      return field.directives?.some(({ name }) => name.value === "idempotent") ? undefined : withKey(field, source);
    },
  });
  return isChanged ? { document: print(changed), variables: withExpectations(request.variables) } : request;
}

function parsed(document: string): DocumentNode | null {
  try {
    return parse(document);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

function withKey(field: FieldNode, key: string): FieldNode {
  const value = { kind: Kind.STRING, value: key } as const;
  const argument = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: "key" }, value } as const;
  const directive = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: "idempotent" },
    arguments: [argument],
  } as const;
  return { ...field, directives: [...(field.directives ?? []), directive] };
}

function withExpectations(variables: Json): Json {
  const { input } = variables;
  if (!isRecord(input)) return variables;
  const { ignoreCompareQuantity, quantities, changes, ...rest } = input;
  const isIgnored = ignoreCompareQuantity === true;
  return {
    ...variables,
    input: {
      ...rest,
      ...(Array.isArray(quantities)
        ? { quantities: quantities.map((entry) => withExpectation(entry, isIgnored)) }
        : {}),
      ...(Array.isArray(changes) ? { changes: changes.map((entry) => withExpectation(entry, true)) } : {}),
    },
  };
}

function withExpectation(entry: unknown, isIgnored: boolean): unknown {
  if (!isRecord(entry) || "changeFromQuantity" in entry) return entry;
  const { compareQuantity, ...rest } = entry;
  return { ...rest, changeFromQuantity: isIgnored ? null : (compareQuantity ?? null) };
}
