import type { BatchStatus } from "../transitions.ts";

/** The orders that a list of batches can be in. Of equal counts the newest is first where most are. */
export const BATCH_SORTS = [
  "newest",
  "oldest",
  "most-products",
  "fewest-products",
  "most-failed",
  "fewest-failed",
] as const;
export type BatchSort = (typeof BATCH_SORTS)[number];

/** Of which kind the keys of its pages are in each order. */
export const batchKeys = {
  newest: "uuid",
  oldest: "uuid",
  "most-products": "counted",
  "fewest-products": "counted",
  "most-failed": "counted",
  "fewest-failed": "counted",
} as const satisfies Record<BatchSort, string>;

/** Which batches are meant; whatever is absent narrows nothing. */
export interface BatchFilter {
  statuses?: readonly BatchStatus[] | undefined;
  /** Only batches of which a row has failed, or which could not do their work. */
  hasFailures?: boolean | undefined;
  /** Only batches that had something for this store. */
  storeId?: string | undefined;
  /** Who started it: a person or a token. */
  actorId?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
  /** Part of the batch's name, or of the title of a product in it. */
  text?: string | undefined;
  /** Newest first when absent. */
  sort?: BatchSort | undefined;
}
