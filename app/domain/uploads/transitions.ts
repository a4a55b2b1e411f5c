export const rowStatuses = ["PENDING", "PROCESSING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED"] as const;
export type RowStatus = (typeof rowStatuses)[number];

export const batchStatuses = ["PENDING", "PROCESSING", "COMPLETED", "FAILED", "CANCELLED"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

/** When a row (and a group, which moves alike) may change its status. What is not here never happens. */
const rowTransitions: Record<RowStatus, readonly RowStatus[]> = {
  PENDING: ["PROCESSING", "SKIPPED", "FAILED", "CANCELLED"],
  PROCESSING: ["SUCCESS", "FAILED", "SKIPPED", "CANCELLED", "PENDING"],
  SUCCESS: [],
  FAILED: ["PENDING"],
  SKIPPED: [],
  CANCELLED: [],
};

export const canRowMove = (from: RowStatus, to: RowStatus): boolean => rowTransitions[from].includes(to);

export const isRowTerminal = (status: RowStatus): boolean => status !== "PENDING" && status !== "PROCESSING";

export const isBatchTerminal = (status: BatchStatus): boolean => status !== "PENDING" && status !== "PROCESSING";

/** Share of SUCCESS among the rows that were attempted, from 0 to 1; null before any has ended. */
export function successRate(counts: { succeeded: number; failed: number }): number | null {
  const ended = counts.succeeded + counts.failed;
  return ended === 0 ? null : counts.succeeded / ended;
}

/** How a group ends, from how its rows ended: one failure makes it FAILED, one success among the rest SUCCESS. */
export function groupStatusOf(rows: readonly RowStatus[]): RowStatus {
  if (rows.includes("PROCESSING")) return "PROCESSING";
  if (rows.includes("PENDING")) return "PENDING";
  if (rows.includes("FAILED")) return "FAILED";
  if (rows.includes("SUCCESS")) return "SUCCESS";
  return rows.includes("CANCELLED") ? "CANCELLED" : "SKIPPED";
}
