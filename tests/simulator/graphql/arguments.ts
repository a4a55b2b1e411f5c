import { type FieldNode, Kind, valueFromASTUntyped, type ValueNode } from "graphql";
import type { Variables } from "./selection.ts";

/** Reads one argument of a field as the request gives it; null when the document does not mention it. */
export function argumentReader(node: FieldNode, name: string): ((variables: Variables) => unknown) | null {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value ? valueReader(value) : null;
}

/** Reads a value of a document; a literal without variables is worked out once. */
export function valueReader(value: ValueNode): (variables: Variables) => unknown {
  if (value.kind === Kind.VARIABLE) {
    const name = value.name.value;
    return (variables) => variables[name];
  }
  if (!mentionsVariable(value)) {
    const literal = valueFromASTUntyped(value);
    return () => literal;
  }
  return (variables) => valueFromASTUntyped(value, { ...variables });
}

function mentionsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(mentionsVariable);
  return value.kind === Kind.OBJECT && value.fields.some((field) => mentionsVariable(field.value));
}
