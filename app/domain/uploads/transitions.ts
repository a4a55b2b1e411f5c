export const rowStatuses = ["PENDING", "PROCESSING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED"] as const;
export type RowStatus = (typeof rowStatuses)[number];

export const batchStatuses = ["PENDING", "PROCESSING", "COMPLETED", "FAILED", "CANCELLED"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

export const isBatchTerminal = (status: BatchStatus): boolean => status !== "PENDING" && status !== "PROCESSING";

/** Share of SUCCESS among the rows that were attempted, from 0 to 1; null before any has ended. */
export function successRate(counts: { succeeded: number; failed: number }): number | null {
  const ended = counts.succeeded + counts.failed;
  return ended === 0 ? null : counts.succeeded / ended;
}
