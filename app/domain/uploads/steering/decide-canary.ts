export interface CanaryCounts {
  /** So many products were to go first. */
  products: number;
  maxFailedShare: number;
  /** Canary products that wait or are under way. */
  open: number;
  succeeded: number;
  failed: number;
  /** Products of the batch that have never been taken up; null while the batch is still being planned. */
  untouched: number | null;
}

export type CanaryDecision =
  { state: "RUNNING" } | { state: "PASSED" } | { state: "STOPPED"; failed: number; ended: number };

/**
 * Whether the rest of a batch may follow its canary. Nothing is decided before the last canary product has ended, nor
 * while the canary could still grow; products that were skipped or cancelled say nothing and do not count.
 */
export function decideCanary({
  products,
  maxFailedShare,
  open,
  succeeded,
  failed,
  untouched,
}: CanaryCounts): CanaryDecision {
  const ended = succeeded + failed;
  const isComplete = open === 0 && (ended >= products || untouched === 0);
  if (!isComplete) return { state: "RUNNING" };
  if (ended === 0 || failed / ended <= maxFailedShare) return { state: "PASSED" };
  return { state: "STOPPED", failed, ended };
}

/** Why a batch was paused by its canary, in words for a person. */
export function canaryPauseReason(
  { failed, ended }: { failed: number; ended: number },
  maxFailedShare: number,
): string {
  const share = Math.ceil((failed / ended) * 1000) / 10;
  const allowed = Math.floor(maxFailedShare * 1000) / 10;
  return `${failed} of the first ${ended} products failed (${share} %, at most ${allowed} % are allowed). Look at the errors, then resume the batch to upload the rest, or cancel it.`;
}
