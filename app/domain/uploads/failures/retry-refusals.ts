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

/** What each says to a person, of one row; `retries` are those that a row has. */
export const REFUSAL_WORDS = {
  overLimit: "{{count, number}} row, after {{retries}} retries: correct the products and approve them again",
  newerContent: "{{count, number}} row, each because newer content of it is in another batch",
  storeLeft: "{{count, number}} row, each because its store has left",
} as const satisfies Record<RetryRefusal, string>;

interface ToldRefusal {
  words: (typeof REFUSAL_WORDS)[RetryRefusal];
  values: { count: number; retries: number };
}

/** The refusals that there were, to be said in any language. */
export const tellRefusals = (refusals: RetryRefusals): ToldRefusal[] =>
  (["overLimit", "newerContent", "storeLeft"] as const)
    .filter((refusal) => refusals[refusal] > 0)
    .map((refusal) => ({
      words: REFUSAL_WORDS[refusal],
      values: { count: refusals[refusal], retries: MANUAL_RETRIES },
    }));

/** Says in English how many rows were refused and why; empty when none was. */
export const refusalWords = (refusals: RetryRefusals): string =>
  tellRefusals(refusals)
    .map(({ words, values: { count, retries } }) =>
      words
        .replace("{{count, number}} row", `${count} ${count === 1 ? "row" : "rows"}`)
        .replace("{{retries}}", String(retries)),
    )
    .join("; ");
