import {
  type ArgumentNode,
  type ASTVisitor,
  type FieldNode,
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLInputType,
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

/** What is wrong with the value of a variable that is an id or a list of ids. Recorded: selling-plan-group-add-remove-validation. */
export function globalIdProblems(
  value: unknown,
  type: GraphQLInputType,
): { path: (string | number)[]; explanation: string }[] {
  if (getNamedType(type).name !== "ID") return [];
  const values: unknown[] = isListType(getNullableType(type)) && Array.isArray(value) ? value : [value];
  return values.flatMap((id, index) =>
    typeof id === "string" && !globalId.test(id)
      ? [{ path: values === value ? [index] : [], explanation: invalidGlobalId(id) }]
      : [],
  );
}
