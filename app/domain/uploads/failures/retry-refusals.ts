import { MANUAL_RETRIES } from "../upload-limits.ts";

/** Why failed rows stay FAILED although a retry was asked for; so many rows each. */
export interface RetryRefusals {
  /** Tried again as often as a row may be. */
  overLimit: number;
  /** Newer content of the variant is on its way to the store, or there already. */
  newerContent: number;
  /** The store has left the organization. */
  storeLeft: number;
}

export type RetryRefusal = keyof RetryRefusals;

export const noRefusals = (): RetryRefusals => ({ overLimit: 0, newerContent: 0, storeLeft: 0 });

const ofRows = (count: number): string => `${count} ${count === 1 ? "row" : "rows"}`;

const REASONS: Record<RetryRefusal, string> = {
  overLimit: `after ${MANUAL_RETRIES} retries: correct the products and approve them again`,
  newerContent: "each because newer content of it is in another batch",
  storeLeft: "each because its store has left",
};

/** Says for a person how many rows were refused and why; empty when none was. */
export function refusalWords(refusals: RetryRefusals): string {
  const reasons = (["overLimit", "newerContent", "storeLeft"] as const).filter((reason) => refusals[reason] > 0);
  return reasons.map((reason) => `${ofRows(refusals[reason])}, ${REASONS[reason]}`).join("; ");
}
