import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from "graphql";

export type Variables = Readonly<Record<string, unknown>>;

/** One field of an answer with all the nodes that ask for it, and the variables that must be true for it to be asked for. */
export interface SelectedField {
  responseKey: string;
  name: string;
  nodes: FieldNode[];
  isIncluded: (variables: Variables) => boolean;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const always = () => true;

/** Merges selection sets into the fields that an object of `type` answers, fragments resolved. */
export function selectFields(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): SelectedField[] {
  const fields = new Map<string, SelectedField>();
  for (const set of selectionSets) collect(schema, fragments, type, set, always, fields);
  return [...fields.values()];
}

function collect(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  isOuterIncluded: (variables: Variables) => boolean,
  fields: Map<string, SelectedField>,
): void {
  for (const selection of set.selections) {
    const isIncluded = included(selection.directives ?? [], isOuterIncluded);
    if (selection.kind === Kind.FIELD) {
      const responseKey = selection.alias?.value ?? selection.name.value;
      const known = fields.get(responseKey);
      if (known) {
        const isKnownIncluded = known.isIncluded;
        known.nodes.push(selection);
        known.isIncluded = (variables) => isKnownIncluded(variables) || isIncluded(variables);
      } else {
        fields.set(responseKey, { responseKey, name: selection.name.value, nodes: [selection], isIncluded });
      }
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) continue;
    if (fragment.typeCondition && !applies(schema, fragment.typeCondition.name.value, type)) continue;
    collect(schema, fragments, type, fragment.selectionSet, isIncluded, fields);
  }
}

/** Whether a fragment on `conditionName` reaches objects of `type`. */
export function applies(schema: GraphQLSchema, conditionName: string, type: GraphQLObjectType): boolean {
  if (conditionName === type.name) return true;
  const condition = schema.getType(conditionName);
  return isAbstractType(condition) && schema.isSubType(condition, type);
}

function included(
  directives: NonNullable<FieldNode["directives"]>,
  isOuterIncluded: (variables: Variables) => boolean,
): (variables: Variables) => boolean {
  let isIncluded = isOuterIncluded;
  for (const directive of directives) {
    const name = directive.name.value;
    if (name !== "skip" && name !== "include") continue;
    const condition = directive.arguments?.find((argument) => argument.name.value === "if")?.value;
    if (!condition) continue;
    const holds = (variables: Variables): boolean =>
      condition.kind === Kind.VARIABLE
        ? variables[condition.name.value] === true
        : condition.kind === Kind.BOOLEAN && condition.value;
    const isBefore = isIncluded;
    isIncluded = (variables) => isBefore(variables) && (name === "include" ? holds(variables) : !holds(variables));
  }
  return isIncluded;
}
