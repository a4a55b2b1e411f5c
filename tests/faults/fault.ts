import type { OwnedParts } from "#tests/bench/owned-parts.ts";

export interface FaultRun {
  /** How many random points the fault is tried at. Seeds count from 1, so that a point can be met again. */
  readonly seeds: number;
  /** Progress, for a person: one line on stderr. */
  say(line: string): void;
  /** Everything that has to be ended after the fault, also on Ctrl-C. */
  readonly parts: OwnedParts;
}

export interface FaultOutcome {
  /** Whether the trouble happened as it has to, at every seed. What did not fire proves nothing. */
  readonly fired: boolean;
  /** What was measured; absent when it could not be. */
  readonly figure?: number;
  /** What was lost, doubled or otherwise not as promised, in words. */
  readonly problems: readonly string[];
  /** More figures, by the names under which they are printed. */
  readonly more?: Readonly<Record<string, number>>;
}

/** One line of the promises, and the trouble under which it has to hold. */
export interface Fault {
  /** Number of the line. */
  readonly line: number;
  readonly name: string;
  readonly summary: string;
  /** What the figure is, with its unit. */
  readonly measures: string;
  /** What the figure may be at most. */
  readonly bound: number;
  run(run: FaultRun): Promise<FaultOutcome>;
}

/** A fault after its run, as it is printed. */
export interface FaultResult {
  readonly line: number;
  readonly name: string;
  readonly fired: boolean;
  readonly passed: boolean;
  readonly figure?: number;
  readonly bound: number;
  readonly problems?: readonly string[];
  readonly [more: string]: unknown;
}

/** Judges a run: what could not be measured, or is above its bound, has not passed. */
export function judgeFault(fault: Fault, outcome: FaultOutcome): FaultResult {
  const { line, name, bound } = fault;
  const { fired, figure, more = {} } = outcome;
  const problems = [...outcome.problems];
  if (figure !== undefined && figure > bound) problems.push(`${fault.measures}: ${figure}, and ${bound} is the most.`);
  const passed = problems.length === 0 && figure !== undefined;
  return {
    line,
    name,
    fired,
    passed,
    ...(figure === undefined ? {} : { figure }),
    bound,
    ...more,
    ...(problems.length === 0 ? {} : { problems }),
  };
}
