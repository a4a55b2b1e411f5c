import {
  type ASTNode,
  type DocumentNode,
  getLocation,
  type GraphQLError,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { adminSchema } from "./schema.ts";

/** An error as it stands in a body of Shopify's. */
export interface AnsweredError {
  message: string;
  locations?: readonly { line: number; column: number }[];
  path?: readonly (string | number)[];
  extensions?: Readonly<Record<string, unknown>>;
}

export function describeSyntaxError(error: GraphQLError): AnsweredError {
  const location = error.locations?.[0];
  const message = error.message.replace(/^Syntax Error: /, "");
  return {
    message: location ? `syntax error, ${message} at [${location.line}, ${location.column}]` : message,
    ...(error.locations ? { locations: error.locations } : {}),
  };
}

type Describe = (match: RegExpExecArray, error: GraphQLError) => Pick<AnsweredError, "message" | "extensions">;

/** graphql-js's sentences, said as Shopify says them. Recorded: graphql-base-validation-unhappy-paths and others. */
const translations: readonly [RegExp, Describe][] = [
  [
    /^Cannot query field "(\w+)" on type "(\w+)"/,
    ([, fieldName, typeName]) => ({
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: "undefinedField", typeName, fieldName },
    }),
  ],
  [
    /^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/,
    ([, fieldName, typeName]) => ({
      message: `Field must have selections (field '${fieldName}' returns ${bare(typeName)} but has no selections. Did you mean '${fieldName} { ... }'?)`,
      extensions: { code: "selectionMismatch", nodeName: `field '${fieldName}'`, typeName: bare(typeName) },
    }),
  ],
  [
    /^Unknown argument "(\w+)" on field "(?:\w+\.)?(\w+)"/,
    ([, argumentName, name]) => ({
      message: `Field '${name}' doesn't accept argument '${argumentName}'`,
      extensions: { code: "argumentNotAccepted", name, typeName: "Field", argumentName },
    }),
  ],
  [
    /^Field "(\w+)" is not defined by type "(\w+)"/,
    ([, argumentName, typeName]) => ({
      message: `InputObject '${typeName}' doesn't accept argument '${argumentName}'`,
      extensions: { code: "argumentNotAccepted", name: typeName, typeName: "InputObject", argumentName },
    }),
  ],
  [
    /^Field "(\w+)\.(\w+)" of required type "([^"]+)" was not provided/,
    ([, inputObjectType, argumentName, argumentType]) => ({
      message: `Argument '${argumentName}' on InputObject '${inputObjectType}' is required. Expected type ${argumentType}`,
      extensions: { code: "missingRequiredInputObjectAttribute", argumentName, argumentType, inputObjectType },
    }),
  ],
  [
    /^Field "(\w+)" argument "(\w+)" of type "[^"]+" is required/,
    ([, name, argument]) => ({
      message: `Field '${name}' is missing required arguments: ${argument}`,
      extensions: { code: "missingRequiredArguments", className: "Field", name, arguments: argument },
    }),
  ],
  [
    /^Variable "\$(\w+)" is never used in operation "(\w+)"/,
    ([, variableName, operation]) => ({
      message: `Variable $${variableName} is declared by ${operation} but not used`,
      extensions: { code: "variableNotUsed", variableName },
    }),
  ],
  [
    /^Variable "\$(\w+)" is not defined(?: by operation "(\w+)")?/,
    ([, variableName, operation]) => ({
      message: `Variable $${variableName} is used by ${operation ?? "anonymous query"} but not declared`,
      extensions: { code: "variableNotDefined", variableName },
    }),
  ],
  [
    /^Variable "\$(\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/,
    ([, variableName, typeName, argumentType]) => ({
      message: `Type mismatch on variable $${variableName} and argument (${typeName} / ${argumentType})`,
      extensions: { code: "variableMismatch", variableName, typeName, errorMessage: "Type mismatch" },
    }),
  ],
  [
    /^Invalid global id '.*'$/s,
    ([message]) => ({
      message,
      extensions: { code: "argumentLiteralsIncompatible", typeName: "CoercionError" },
    }),
  ],
];

function bare(typeName: string | undefined): string {
  return (typeName ?? "").replace(/[[\]!]/g, "");
}

/** Puts a validation error into the shape that Shopify answers with; what it does not know keeps graphql-js's sentence. */
export function describeValidationError(error: GraphQLError, document: DocumentNode): AnsweredError {
  const node = error.nodes?.[0];
  const place = {
    ...(error.locations ? { locations: error.locations } : {}),
    ...(node ? { path: pathOf(document, node) } : {}),
  };
  for (const [pattern, describe] of translations) {
    const match = pattern.exec(error.message);
    if (match) {
      const { message, extensions } = describe(match, error);
      return { message, ...place, ...(extensions ? { extensions } : {}) };
    }
  }
  const literal = node && describeLiteral(document, node);
  return literal
    ? { ...literal, ...place }
    : { message: error.message, ...place, extensions: { code: "invalidDocument" } };
}

/** A value that is written out and does not fit its place. Recorded: product-status-enum-validation. */
function describeLiteral(
  document: DocumentNode,
  target: ASTNode,
): Pick<AnsweredError, "message" | "extensions"> | null {
  const types = new TypeInfo(adminSchema());
  let found: Pick<AnsweredError, "message" | "extensions"> | null = null;
  const visitor = visitWithTypeInfo(types, {
    enter(node) {
      if (node.kind !== Kind.ARGUMENT && node.kind !== Kind.OBJECT_FIELD) return;
      if (node.value !== target && node !== target) return;
      const isArgument = node.kind === Kind.ARGUMENT;
      const parent = isArgument ? types.getFieldDef()?.name : types.getParentInputType()?.toString();
      const typeName = isArgument ? "Field" : "InputObject";
      const value = print(node.value);
      found = {
        message: `Argument '${node.name.value}' on ${typeName} '${parent ?? ""}' has an invalid value (${value}). Expected type '${String(types.getInputType())}'.`,
        extensions: { code: "argumentLiteralsIncompatible", typeName, argumentName: node.name.value },
      };
    },
  });
  visit(document, visitor);
  return found;
}

/** `["query Name", "field", ...]` down to a node, as Shopify writes it. */
function pathOf(document: DocumentNode, target: ASTNode): (string | number)[] {
  let found: (string | number)[] = [];
  const path: (string | number)[] = [];
  visit(document, {
    enter(node) {
      const name = nameInPath(node);
      if (name !== null) path.push(name);
      if (node === target || (node.loc && node.loc === target.loc)) {
        found = [...path];
      }
      return undefined;
    },
    leave(node) {
      if (nameInPath(node) !== null) path.pop();
    },
  });
  return found;
}

function nameInPath(node: ASTNode): string | null {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return node.name ? `${node.operation} ${node.name.value}` : node.operation;
    case Kind.FRAGMENT_DEFINITION:
      return `fragment ${node.name.value}`;
    case Kind.FIELD:
      return node.alias?.value ?? node.name.value;
    case Kind.ARGUMENT:
    case Kind.OBJECT_FIELD:
      return node.name.value;
    case Kind.INLINE_FRAGMENT:
      return node.typeCondition ? `... on ${node.typeCondition.name.value}` : "...";
    default:
      return null;
  }
}

export function locationOf(node: ASTNode): { line: number; column: number } | null {
  if (!node.loc) return null;
  const { line, column } = getLocation(node.loc.source, node.loc.start);
  return { line, column };
}
