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

/** Whole percent of what neither waits nor runs any more. 100 only when all of it has ended. */
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
