import { type ASTVisitor, GraphQLError, type ValidationContext } from "graphql";

/**
 * A rule for documents: a variable that only stands in arguments which its field does not have is not used. graphql-js
 * counts it as used. Recorded: bulk-operation-run-mutation-client-identifier-validation.
 */
export function UnusedVariablesRule(context: ValidationContext): ASTVisitor {
  const used = new Set<string>();
  const lost = new Set<string>();
  let isUnknownArgument = false;
  return {
    OperationDefinition: {
      enter() {
        used.clear();
        lost.clear();
      },
      leave(operation) {
        for (const definition of operation.variableDefinitions ?? []) {
          const name = definition.variable.name.value;
          if (!lost.has(name) || used.has(name)) continue;
          const message = `Variable "$${name}" is never used in operation "${operation.name?.value ?? ""}".`;
          context.reportError(new GraphQLError(message, { nodes: operation }));
        }
      },
    },
    VariableDefinition: () => false,
    Argument: {
      enter: () => void (isUnknownArgument = !context.getArgument()),
      leave: () => void (isUnknownArgument = false),
    },
    Variable: ({ name }) => void (isUnknownArgument ? lost : used).add(name.value),
  };
}
