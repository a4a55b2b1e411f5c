export const batchStatuses = ["PENDING", "PROCESSING", "COMPLETED", "FAILED", "CANCELLED"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

export const rowStatuses = ["PENDING", "PROCESSING", "SUCCESS", "FAILED", "SKIPPED", "CANCELLED"] as const;
export type RowStatus = (typeof rowStatuses)[number];

/** How many rows, or products, are in which state. */
export interface StatusCounts {
  total: number;
  pending: number;
  processing: number;
  succeeded: number;
  failed: number;
  skipped: number;
  cancelled: number;
}

/** No more happens by itself; a retry can bring a COMPLETED or FAILED batch back. */
export const hasEnded = (status: BatchStatus): boolean => status !== "PENDING" && status !== "PROCESSING";

/** Share (0 to 1) of SUCCESS among the rows that ended other than SKIPPED or CANCELLED; null while there are none. */
export function successRate({ succeeded, failed }: StatusCounts): number | null {
  const ended = succeeded + failed;
  return ended === 0 ? null : succeeded / ended;
}

/** Whole percent of what no longer waits or runs. 100 only when all of it has ended. */
export function percentEnded({ total, pending, processing }: StatusCounts): number {
  if (total === 0) return 0;
  return Math.floor(((total - pending - processing) / total) * 100);
}

/** Seconds from the first call to the end, or until now while it runs; null before it started. */
export function processingSeconds(
  { startedAt, completedAt }: { startedAt: Date | null; completedAt: Date | null },
  now: Date,
): number | null {
  if (startedAt === null) return null;
  const end = completedAt ?? now;
  return Math.max(0, (end.getTime() - startedAt.getTime()) / 1000);
}
