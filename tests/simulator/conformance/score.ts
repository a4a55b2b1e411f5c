import type { Aspect } from "./compare.ts";
import { type LeftOutCase, outOfScope, type ReplayedCase, type ReplayResult } from "./replay/replay-result.ts";

/**
 * Shares from 0 to 1 of the replayed cases; `userErrors` and `cost` of those whose recording has them. What nothing was
 * measured of is absent.
 */
export interface Shares {
  shape?: number;
  userErrors?: number;
  cost?: number;
}

export interface OperationScore extends Shares {
  operation: string;
  cases: number;
  replayed: number;
  userErrorCases: number;
  costCases: number;
}

export interface NotReplayed {
  operation: string;
  cases: number;
  why: string;
}

export interface Score {
  overall: Shares & { cases: number; replayed: number };
  operations: OperationScore[];
  notReplayed: NotReplayed[];
}

/** Sums the results of all recordings up. `operations` are named even where nothing is recorded of them. */
export function score(results: readonly ReplayResult[], operations: readonly string[]): Score {
  const replayed = results.flatMap((result) => result.replayed);
  const leftOut = results.flatMap((result) => result.leftOut);
  const inScope = leftOut.filter((left) => left.why !== outOfScope);
  const scores = operations.map((operation) => {
    const own = replayed.filter((one) => one.operation === operation);
    return {
      operation,
      cases: own.length + inScope.filter((left) => left.operation === operation).length,
      replayed: own.length,
      ...sharesOf(own),
      userErrorCases: own.filter((one) => one.expectsUserErrors).length,
      costCases: own.filter((one) => one.tellsCost).length,
    };
  });
  return {
    overall: { cases: replayed.length + inScope.length, replayed: replayed.length, ...sharesOf(replayed) },
    operations: scores,
    notReplayed: grouped(leftOut, scores),
  };
}

function sharesOf(cases: readonly ReplayedCase[]): Shares {
  const expectingErrors = cases.filter((one) => one.expectsUserErrors);
  const tellingCost = cases.filter((one) => one.tellsCost);
  return {
    ...(cases.length === 0 ? {} : { shape: shareWithout(cases, "shape") }),
    ...(expectingErrors.length === 0 ? {} : { userErrors: shareWithout(expectingErrors, "userErrors") }),
    ...(tellingCost.length === 0 ? {} : { cost: shareWithout(tellingCost, "cost") }),
  };
}

function shareWithout(cases: readonly ReplayedCase[], aspect: Aspect): number {
  const alike = cases.filter((one) => !one.differences.some((difference) => difference.aspect === aspect));
  return Number((alike.length / cases.length).toFixed(4));
}

function grouped(leftOut: readonly LeftOutCase[], scores: readonly OperationScore[]): NotReplayed[] {
  const groups = new Map<string, NotReplayed>();
  for (const { operation, why } of leftOut) {
    const key = `${operation} ${why}`;
    const group = groups.get(key) ?? { operation, cases: 0, why };
    group.cases += 1;
    groups.set(key, group);
  }
  for (const { operation, cases } of scores) {
    if (cases === 0) groups.set(operation, { operation, cases: 0, why: "nothing is recorded of it" });
  }
  return [...groups.values()].toSorted(
    (a, b) => Number(a.why === outOfScope) - Number(b.why === outOfScope) || a.operation.localeCompare(b.operation),
  );
}

export interface Thresholds {
  replayed: number;
  shape: number;
  userErrors: number;
  cost: number;
}

export const defaultThresholds: Thresholds = { replayed: 0.9, shape: 0.95, userErrors: 0.95, cost: 0.95 };

/** What of a score is below its threshold; nothing recorded at all is below every threshold. */
export function shortfalls({ overall }: Score, thresholds: Thresholds): string[] {
  if (overall.cases === 0) return ["no case of the app's operations is recorded there"];
  const shares = { ...overall, replayed: overall.replayed / overall.cases };
  const names = ["replayed", "shape", "userErrors", "cost"] as const;
  return names.flatMap((name) => {
    const share = shares[name];
    if (share === undefined) return [`${name} could not be measured`];
    return share < thresholds[name] ? [`${name} ${percent(share)} is below ${percent(thresholds[name])}`] : [];
  });
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
