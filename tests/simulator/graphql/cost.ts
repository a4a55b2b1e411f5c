import type { FidelitySwitches } from "../options.ts";
import type { CostPlan } from "./cost-plan.ts";
import type { Variables } from "./selection.ts";

/** g(n) of the recorded costs: how many times a connection of n charges its child. */
export function connectionFactor(size: number): number {
  return size <= 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(size)));
}

/** Points a selection asks for, before rounding. */
export function requestedPoints(
  plans: readonly CostPlan[],
  variables: Variables,
  fidelity: Pick<FidelitySwitches, "nodesCost">,
): number {
  let points = 0;
  for (const plan of plans) points += requestedByPlan(plan, variables, fidelity);
  return points;
}

function requestedByPlan(plan: CostPlan, variables: Variables, fidelity: Pick<FidelitySwitches, "nodesCost">): number {
  if (!plan.isIncluded(variables)) return 0;
  if (plan.kind === "alternatives") {
    let dearest = 0;
    for (const child of plan.children) dearest = Math.max(dearest, requestedByPlan(child, variables, fidelity));
    return dearest;
  }
  const below = requestedPoints(plan.children, variables, fidelity);
  if (plan.kind === "connection") {
    const size = plan.size?.(variables) ?? 0;
    return size === 0 ? 0 : plan.ownPoints + connectionFactor(size) * below;
  }
  const times = plan.size && fidelity.nodesCost === "per-id" ? plan.size(variables) : 1;
  return (plan.ownPoints + below) * times;
}

/**
 * Points that an answer really used, before rounding: what is null costs its own point and nothing below, a connection
 * counts the nodes it holds. Shopify does not explain `actualQueryCost`; this is near the recorded figures, not equal.
 */
export function actualPoints(
  plans: readonly CostPlan[],
  variables: Variables,
  answer: unknown,
  fidelity: Pick<FidelitySwitches, "nodesCost">,
): number {
  let points = 0;
  for (const plan of plans) points += actualByPlan(plan, variables, answer, fidelity);
  return points;
}

function actualByPlan(
  plan: CostPlan,
  variables: Variables,
  parent: unknown,
  fidelity: Pick<FidelitySwitches, "nodesCost">,
): number {
  const below = (answer: unknown): number => actualPoints(plan.children, variables, answer, fidelity);
  if (!plan.isIncluded(variables)) return 0;
  if (plan.kind === "alternatives") {
    let dearest = 0;
    for (const child of plan.children)
      dearest = Math.max(dearest, actualPoints(child.children, variables, parent, fidelity));
    return dearest;
  }
  const value = isObject(parent) ? parent[plan.responseKey] : undefined;
  if (value === undefined) return 0;
  if (value === null) return plan.ownPoints;
  if (plan.kind === "connection") {
    const nodes = nodesOf(value);
    const requested = plan.size?.(variables) ?? 0;
    if (requested === 0) return 0;
    if (nodes.length === 0) return plan.ownPoints;
    return plan.ownPoints + connectionFactor(nodes.length) * dearestOf(nodes, below);
  }
  if (!Array.isArray(value)) return plan.ownPoints + below(value);
  if (value.length === 0) return plan.ownPoints;
  if (plan.size && fidelity.nodesCost === "per-id")
    return value.reduce<number>((points, entry) => points + plan.ownPoints + below(entry), 0);
  return plan.ownPoints + dearestOf(value, below);
}

/** The nodes of a connection, each wrapped as the parent that the plan of `nodes` or `edges` reads from. */
function nodesOf(connection: unknown): unknown[] {
  if (!isObject(connection)) return [];
  for (const [key, value] of Object.entries(connection)) {
    if (Array.isArray(value)) return value.map((entry: unknown) => ({ [key]: [entry] }));
  }
  return [];
}

function dearestOf(values: readonly unknown[], cost: (value: unknown) => number): number {
  let dearest = 0;
  for (const value of values) dearest = Math.max(dearest, cost(value));
  return dearest;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
