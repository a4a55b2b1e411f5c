import {
  type ArgumentNode,
  type ASTVisitor,
  type FieldNode,
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedInputType,
  isInputObjectType,
  isListType,
  type StringValueNode,
  type ValidationContext,
} from "graphql";

const globalId = /^gid:\/\/[^/\s]+\/[^/\s]+\/\S+$/;

function invalidGlobalId(value: string): string {
  return `Invalid global id '${value}'`;
}

/** A rule for documents: an id that is written out is a global one. Recorded: bulk-operations-read-arg-validation. */
export function GlobalIdsRule(context: ValidationContext): ASTVisitor {
  let field: FieldNode | null = null;
  let argument: ArgumentNode | null = null;
  return {
    Field: (node) => void (field = node),
    Argument: (node) => void (argument = node),
    StringValue(node: StringValueNode) {
      const type = context.getInputType();
      if (!type || getNamedType(type).name !== "ID" || globalId.test(node.value)) return;
      // Shopify names the argument in the path and places the error at its field.
      context.reportError(
        new GraphQLError(invalidGlobalId(node.value), {
          nodes: argument ?? node,
          source: context.getDocument().loc?.source,
          positions: [(field ?? node).loc?.start ?? 0],
        }),
      );
    },
  };
}

interface Problem {
  path: (string | number)[];
  explanation: string;
}

/** What is wrong with the ids in a variable. Recorded: selling-plan-group-add-remove-validation, productCreate-category-parity. */
export function globalIdProblems(value: unknown, type: GraphQLInputType): Problem[] {
  const problems: Problem[] = [];
  if (holdsIds(getNamedType(type))) search(value, type, [], problems);
  return problems;
}

function search(value: unknown, type: GraphQLInputType, path: readonly (string | number)[], problems: Problem[]): void {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    if (Array.isArray(value)) {
      value.forEach((entry, index) => search(entry, nullable.ofType, [...path, index], problems));
    } else search(value, nullable.ofType, path, problems);
  } else if (isInputObjectType(nullable)) {
    if (typeof value !== "object" || value === null) return;
    for (const field of fieldsWithIds(nullable)) {
      const entry: unknown = Reflect.get(value, field.name);
      if (entry !== undefined) search(entry, field.type, [...path, field.name], problems);
    }
  } else if (typeof value === "string" && !globalId.test(value)) {
    problems.push({ path: [...path], explanation: invalidGlobalId(value) });
  }
}

const knownFields = new Map<GraphQLInputObjectType, GraphQLInputField[]>();

/** Fields that are ids or lead to some; an input does not lead to some through itself. */
function fieldsWithIds(type: GraphQLInputObjectType): GraphQLInputField[] {
  const known = knownFields.get(type);
  if (known) return known;
  knownFields.set(type, []);
  const fields = Object.values(type.getFields()).filter((field) => holdsIds(getNamedType(field.type)));
  knownFields.set(type, fields);
  return fields;
}

function holdsIds(type: GraphQLNamedInputType): boolean {
  return type.name === "ID" || (isInputObjectType(type) && fieldsWithIds(type).length > 0);
}
