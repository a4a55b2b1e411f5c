import {
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { applies, type Fragments, selectFields, type Variables } from "./selection.ts";
import { argumentReader } from "./arguments.ts";

/**
 * What a selection costs, worked out once for a document and evaluated with each request's variables.
 *
 * The rules are a fit on recorded answers (they explain 96 % of the recorded requested costs), not Shopify's text:
 * object 1; scalar, enum, PageInfo, userErrors 0; a connection 2 + its child x max(1, floor(2 ln first)), nothing for
 * first = 0, and 2 where no page size is given (which is refused); an abstract type its dearest possible type; a list that is no connection counts its object once.
 */
export interface CostPlan {
  responseKey: string;
  kind: "object" | "connection" | "list" | "alternatives";
  ownPoints: number;
  /** `first` or `last` of a connection; of `nodes(ids:)` the number of ids. */
  size: ((variables: Variables) => number) | null;
  isIncluded: (variables: Variables) => boolean;
  children: CostPlan[];
}

const freeTypes = new Set([
  "PageInfo",
  "MoneyV2",
  "MoneyBag",
  "Weight",
  "InventoryItemMeasurement",
  "MailingAddress",
  "LocationAddress",
  "ShopAddress",
  "CompanyAddress",
]);

/** Errors that cost a point, as those of no payload do. Recorded: product-set and product-delete-async-operation. */
const pricedErrors = new Set(["ProductSetOperation.userErrors", "ProductDeleteOperation.userErrors"]);

/** Recorded: one scalar of a location costs a point; taken for the one that takes looking through orders. */
const pricedScalars = new Set(["Location.hasUnfulfilledOrders"]);

/** The page size of a connection that is asked for without one. */
const noPageSize = -1;

interface Planner {
  schema: GraphQLSchema;
  fragments: Fragments;
}

/** Plans for the root fields of one operation. */
export function planOperation(
  schema: GraphQLSchema,
  fragments: Fragments,
  operation: OperationDefinitionNode,
): CostPlan[] {
  const planner = { schema, fragments };
  const root = schema.getRootType(operation.operation);
  if (!root) return [];
  const isMutation = operation.operation === "mutation";
  const plans: CostPlan[] = [];
  for (const field of selectFields(schema, fragments, root, [operation.selectionSet])) {
    const definition = root.getFields()[field.name];
    if (!definition) continue;
    const plan = planField(planner, definition.type, field.nodes, field.responseKey, field.isIncluded, field.name);
    if (isMutation) plans.push(asMutation(plan, field.responseKey, field.isIncluded));
    else if (plan) {
      if (plan.kind === "object" && getNamedType(definition.type).name === "Count") plan.ownPoints = 10;
      if (field.name === "nodes") plan.size = idCounter(field.nodes);
      plans.push(plan);
    }
  }
  return plans;
}

/** A mutation is 10; the objects of its payload are free, what lies below them is counted. */
function asMutation(plan: CostPlan | null, responseKey: string, isIncluded: CostPlan["isIncluded"]): CostPlan {
  const children = plan?.children ?? [];
  for (const child of children) if (child.kind !== "connection") child.ownPoints = 0;
  return { responseKey, kind: "object", ownPoints: 10, size: null, isIncluded, children };
}

function planField(
  planner: Planner,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  responseKey: string,
  isIncluded: CostPlan["isIncluded"],
  parentAndName: string,
): CostPlan | null {
  const named = getNamedType(type);
  if (!isCompositeType(named)) {
    if (!pricedScalars.has(parentAndName)) return null;
    return { responseKey, kind: "object", ownPoints: 1, size: null, isIncluded, children: [] };
  }
  const isUserErrors = parentAndName.endsWith("userErrors") || parentAndName.endsWith("UserErrors");
  if (isUserErrors && !pricedErrors.has(parentAndName)) return null;
  const sets = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
  if (isObjectType(named) && named.name.endsWith("Connection")) {
    return planConnection(planner, named, sets, nodes, responseKey, isIncluded);
  }
  const kind = isListType(getNullableType(type)) ? "list" : "object";
  const base = { responseKey, kind, size: null, isIncluded } as const;
  if (isObjectType(named)) {
    const isFree = freeTypes.has(named.name) || parentAndName.endsWith("Connection.edges");
    const ownPoints = isFree ? 0 : 1;
    return { ...base, ownPoints, children: planChildren(planner, named, sets) };
  }
  const alternatives: CostPlan = {
    responseKey,
    kind: "alternatives",
    ownPoints: 0,
    size: null,
    isIncluded: () => true,
    children: [],
  };
  for (const possible of representatives(planner, planner.schema.getPossibleTypes(named), sets)) {
    const children = planChildren(planner, possible, sets);
    alternatives.children.push({ ...base, kind: "object", isIncluded: () => true, ownPoints: 0, children });
  }
  return { ...base, ownPoints: 1, children: [alternatives] };
}

/** One type for each set of fragments that reaches it: the others cost the same. */
function representatives(
  planner: Planner,
  possible: readonly GraphQLObjectType[],
  sets: readonly SelectionSetNode[],
): GraphQLObjectType[] {
  const conditions = new Set<string>();
  const gather = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === "Field") continue;
      const fragment = selection.kind === "FragmentSpread" ? planner.fragments.get(selection.name.value) : selection;
      if (fragment?.typeCondition) conditions.add(fragment.typeCondition.name.value);
      if (fragment) gather(fragment.selectionSet);
    }
  };
  sets.forEach(gather);
  const bySignature = new Map<string, GraphQLObjectType>();
  for (const type of possible) {
    const signature = [...conditions].filter((condition) => applies(planner.schema, condition, type)).join(",");
    if (!bySignature.has(signature)) bySignature.set(signature, type);
  }
  return [...bySignature.values()];
}

function planChildren(planner: Planner, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): CostPlan[] {
  const plans: CostPlan[] = [];
  const definitions = type.getFields();
  for (const field of selectFields(planner.schema, planner.fragments, type, sets)) {
    const definition = definitions[field.name];
    if (!definition) continue;
    const name = `${type.name}.${field.name}`;
    const plan = planField(planner, definition.type, field.nodes, field.responseKey, field.isIncluded, name);
    if (plan) plans.push(plan);
  }
  return plans;
}

function planConnection(
  planner: Planner,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  nodes: readonly FieldNode[],
  responseKey: string,
  isIncluded: CostPlan["isIncluded"],
): CostPlan {
  const children = planChildren(planner, type, sets);
  const node = nodes[0];
  const first = node ? argumentReader(node, "first") : null;
  const last = node ? argumentReader(node, "last") : null;
  const size = (variables: Variables): number => Number(first?.(variables) ?? last?.(variables) ?? noPageSize);
  return { responseKey, kind: "connection", ownPoints: 2, size, isIncluded, children };
}

function idCounter(nodes: readonly FieldNode[]): ((variables: Variables) => number) | null {
  const read = nodes[0] ? argumentReader(nodes[0], "ids") : null;
  return (variables) => {
    const ids = read?.(variables);
    return Array.isArray(ids) ? ids.length : 1;
  };
}
