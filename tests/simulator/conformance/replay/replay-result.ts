import type { Difference } from "../compare.ts";

/** A recorded call of the app's operations that was asked again. */
export interface ReplayedCase {
  source: string;
  operation: string;
  expectsUserErrors: boolean;
  /** Whether the cost is recorded, too. */
  tellsCost: boolean;
  differences: Difference[];
}

/** A recorded call that was not asked again, and why. */
export interface LeftOutCase {
  source: string;
  operation: string;
  why: string;
}

export interface ReplayResult {
  replayed: ReplayedCase[];
  leftOut: LeftOutCase[];
}

/** Why a call of no interest to the app is left out. */
export const outOfScope = "not an operation of the app";
