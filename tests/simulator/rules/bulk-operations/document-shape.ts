import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLOutputType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from "graphql";
import { adminSchema } from "../../graphql/schema.ts";

/** A connection that a document of a bulk operation selects. */
export interface SelectedConnection {
  name: string;
  /** How many connections it lies in. */
  depth: number;
  selectsNodes: boolean;
  /** The node selects `id` as `id`. */
  selectsId: boolean;
  hasNestedConnection: boolean;
}

export interface DocumentShape {
  operation: OperationDefinitionNode["operation"];
  rootFields: string[];
  connections: SelectedConnection[];
  hasConnectionInList: boolean;
}

interface Walk {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  shape: DocumentShape;
}

/**
 * What a document of a bulk operation looks like. Fields that the schema does not know are looked at as well: Shopify
 * counts their connections before it checks the document against its schema (recorded:
 * bulk-operation-run-mutation-connection-validators, productShopProductsVariantsNested).
 *
 * @returns the words of the syntax error when it is no document.
 */
export function readDocumentShape(source: string): { shape: DocumentShape } | { syntaxError: string } {
  let document: DocumentNode;
  try {
    document = parse(source);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { syntaxError: describeSyntaxError(error, source) };
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | null = null;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operation ??= definition;
  }
  if (operation === null) return { syntaxError: "syntax error, unexpected end of file" };
  const shape: DocumentShape = {
    operation: operation.operation,
    rootFields: [],
    connections: [],
    hasConnectionInList: false,
  };
  const walk = { fragments, shape };
  const root = adminSchema().getRootType(operation.operation) ?? null;
  for (const field of fieldsOf(walk, operation.selectionSet)) {
    shape.rootFields.push(field.name.value);
    visit(walk, field, root, { connection: null, depth: 0, isInList: false });
  }
  return { shape };
}

interface Place {
  connection: SelectedConnection | null;
  depth: number;
  isInList: boolean;
}

function visit(walk: Walk, field: FieldNode, parent: GraphQLOutputType | null, place: Place): void {
  if (!field.selectionSet) return;
  const name = field.name.value;
  const type = typeOf(parent, name);
  const children = fieldsOf(walk, field.selectionSet);
  if (!isConnection(type, children)) {
    const isInList = place.isInList || (type !== null && isListType(getNullableType(type)));
    for (const child of children) visit(walk, child, type, { ...place, isInList });
    return;
  }
  const edges = children.filter((child) => child.name.value === "edges");
  const nodes = edges.flatMap((edge) => fieldsNamed(walk, edge, "node"));
  const connection: SelectedConnection = {
    name,
    depth: place.depth,
    selectsNodes: children.some((child) => child.name.value === "nodes"),
    selectsId: nodes.some((node) => fieldsNamed(walk, node, "id").some((id) => !id.alias)),
    hasNestedConnection: false,
  };
  if (place.connection) place.connection.hasNestedConnection = true;
  if (place.isInList) walk.shape.hasConnectionInList = true;
  walk.shape.connections.push(connection);
  const below = { connection, depth: place.depth + 1, isInList: false };
  const nodeType = typeOf(typeOf(type, "edges"), "node");
  for (const node of nodes) {
    for (const child of node.selectionSet ? fieldsOf(walk, node.selectionSet) : []) visit(walk, child, nodeType, below);
  }
  for (const listed of children.filter((child) => child.name.value === "nodes")) {
    for (const child of listed.selectionSet ? fieldsOf(walk, listed.selectionSet) : []) {
      visit(walk, child, nodeType, below);
    }
  }
}

function isConnection(type: GraphQLOutputType | null, children: readonly FieldNode[]): boolean {
  if (type !== null) return getNamedType(type).name.endsWith("Connection");
  return children.some((child) => child.name.value === "edges" || child.name.value === "nodes");
}

function typeOf(parent: GraphQLOutputType | null, fieldName: string): GraphQLOutputType | null {
  const named = parent && getNamedType(parent);
  if (!isObjectType(named) && !isInterfaceType(named)) return null;
  return named.getFields()[fieldName]?.type ?? null;
}

function fieldsNamed(walk: Walk, field: FieldNode, name: string): FieldNode[] {
  return field.selectionSet ? fieldsOf(walk, field.selectionSet).filter((child) => child.name.value === name) : [];
}

/** The fields of a selection, those of its fragments included. */
function fieldsOf(walk: Walk, set: SelectionSetNode, seen: ReadonlySet<string> = new Set()): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(walk, selection.selectionSet, seen);
    const name = selection.name.value;
    const fragment = walk.fragments.get(name);
    return fragment && !seen.has(name) ? fieldsOf(walk, fragment.selectionSet, new Set([...seen, name])) : [];
  });
}

/** Shopify places an unexpected end at the last word of the document. Recorded: bulk-operation-run-mutation-user-errors. */
function describeSyntaxError(error: GraphQLError, source: string): string {
  const words = error.message.replace(/^Syntax Error: /, "");
  if (!words.includes("<EOF>")) {
    const [location] = error.locations ?? [];
    return `syntax error, ${words}${location ? ` at [${location.line}, ${location.column}]` : ""}`;
  }
  const lastWord = /[^\s,]+[\s,]*$/.exec(source);
  if (!lastWord) return "syntax error, unexpected end of file";
  const before = source.slice(0, lastWord.index);
  const line = before.split("\n").length;
  const column = lastWord.index - before.lastIndexOf("\n");
  return `syntax error, unexpected end of file at [${line}, ${column}]`;
}
