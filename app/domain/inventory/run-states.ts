export const runKinds = ["DAILY", "ON_DEMAND", "INCREMENTAL", "DRY_RUN"] as const;
export type RunKind = (typeof runKinds)[number];

export const runStatuses = ["PENDING", "PROCESSING", "WAITING_FOR_PERSON", "COMPLETED", "FAILED", "CANCELLED"] as const;
export type RunStatus = (typeof runStatuses)[number];

export const stockRowStatuses = ["PENDING", "SUCCESS", "FAILED", "QUARANTINED", "CANCELLED", "REPORTED"] as const;
export type StockRowStatus = (typeof stockRowStatuses)[number];

/** Nothing happens in such a run any more, unless its rows are retried. */
export const isRunEnded = (status: RunStatus): boolean =>
  status === "COMPLETED" || status === "FAILED" || status === "CANCELLED";

/** How often a row of a run may be tried again by a person. */
export const MOST_RETRIES = 5;
