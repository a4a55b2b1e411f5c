import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
  type VariableDefinitionNode,
} from "graphql";
import { argumentReader, valueReader } from "./arguments.ts";
import { type CostPlan, planOperation } from "./cost-plan.ts";
import { adminSchema } from "./schema.ts";
import { GlobalIdsRule } from "./document-rules/global-ids.ts";
import { selectFields, type Variables } from "./selection.ts";
import { UnusedVariablesRule } from "./document-rules/unused-variables.ts";
import { type AnsweredError, describeSyntaxError, describeValidationError } from "./validation-errors.ts";

export interface RootField {
  responseKey: string;
  name: string;
  node: FieldNode;
  arguments: (variables: Variables) => Readonly<Record<string, unknown>>;
  /** Reads the key of `@idempotent`; null when the field has no such directive. */
  idempotencyKey: ((variables: Variables) => unknown) | null;
}

export interface CompiledOperation {
  name: string | null;
  kind: "query" | "mutation";
  /** The document with every variable declared as JSON: see `withCheckedVariables`. */
  document: DocumentNode;
  variableDefinitions: readonly VariableDefinitionNode[];
  rootFields: readonly RootField[];
  costPlans: readonly CostPlan[];
}

export type CompiledDocument =
  { isValid: false; errors: readonly AnsweredError[] } | { isValid: true; operations: readonly CompiledOperation[] };

const compiledDocuments = new Map<string, CompiledDocument>();
/** Apps send the same few documents; a test that builds thousands of them must not fill the memory. */
const maximumCompiledDocuments = 2_000;

/** Parses, validates and prices a document; the same text is worked on once. */
export function compileDocument(source: string): CompiledDocument {
  const known = compiledDocuments.get(source);
  if (known) return known;
  const compiled = compile(source);
  if (compiledDocuments.size >= maximumCompiledDocuments) compiledDocuments.clear();
  compiledDocuments.set(source, compiled);
  return compiled;
}

function compile(source: string): CompiledDocument {
  let document: DocumentNode;
  try {
    document = parse(source);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { isValid: false, errors: [describeSyntaxError(error)] };
  }
  const schema = adminSchema();
  const errors = validate(schema, document, [...specifiedRules, GlobalIdsRule, UnusedVariablesRule]);
  if (errors.length > 0) {
    return { isValid: false, errors: errors.map((error) => describeValidationError(error, document)) };
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const executable = withCheckedVariables(document);
  const operations: CompiledOperation[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === "subscription") continue;
    operations.push({
      name: definition.name?.value ?? null,
      kind: definition.operation,
      document: executable,
      variableDefinitions: definition.variableDefinitions ?? [],
      rootFields: rootFieldsOf(fragments, definition),
      costPlans: planOperation(schema, fragments, definition),
    });
  }
  return { isValid: true, operations };
}

/**
 * Variables are checked and coerced before a request is priced, in Shopify's words. graphql-js would do all of it again
 * (half the time of a call), so it gets to see them as JSON, which it takes as they are.
 */
function withCheckedVariables(document: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? { ...definition, variableDefinitions: definition.variableDefinitions?.map(asJson) ?? [] }
        : definition,
    ),
  };
}

function asJson(definition: VariableDefinitionNode): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: definition.variable,
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: "JSON" } },
  };
}

function rootFieldsOf(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  operation: OperationDefinitionNode,
): RootField[] {
  const schema = adminSchema();
  const root = schema.getRootType(operation.operation);
  if (!root) return [];
  const rootFields: RootField[] = [];
  for (const field of selectFields(schema, fragments, root, [operation.selectionSet])) {
    const node = field.nodes[0];
    if (!node) continue;
    const readers = new Map<string, (variables: Variables) => unknown>();
    for (const argument of node.arguments ?? []) {
      const read = argumentReader(node, argument.name.value);
      if (read) readers.set(argument.name.value, read);
    }
    const idempotent = node.directives?.find((directive) => directive.name.value === "idempotent");
    const keyValue = idempotent?.arguments?.find((argument) => argument.name.value === "key")?.value;
    rootFields.push({
      responseKey: field.responseKey,
      name: field.name,
      node,
      arguments: (variables) => {
        const args: Record<string, unknown> = {};
        for (const [name, read] of readers) args[name] = read(variables);
        return args;
      },
      idempotencyKey: keyValue ? valueReader(keyValue) : null,
    });
  }
  return rootFields;
}
