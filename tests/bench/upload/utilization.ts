/** One look at the points and the traffic of a shop. */
export interface ShopSample {
  readonly atMs: number;
  readonly calls: number;
  readonly throttled: number;
  /** Points spent since the shop is there, refunds taken off. */
  readonly spentPoints: number;
  readonly availablePoints: number;
}

export interface PointsUse {
  readonly spentPoints: number;
  /** What could have been spent: what was restored, and what was there at the start of the window. */
  readonly usablePoints: number;
}

/** The first seconds of an upload are those in which a full bucket is emptied. */
const WINDOW_STARTS_AFTER_MS = 5_000;

interface UseEnd {
  readonly endedAtMs: number;
  readonly restoreRate: number;
}

/**
 * What became of a shop's points from 5 s after its first call until its last row ended; null when it had ended by then.
 * Until that moment a group was due: neither paused nor put off. So the last answers, and the read-back after the last
 * create, count against the product. `samples` reach from before the first call until after the end.
 */
export function pointsUse(samples: readonly ShopSample[], end: UseEnd): PointsUse | null {
  const [before] = samples;
  const firstCall = samples.find((sample) => sample.calls > (before?.calls ?? 0));
  return firstCall ? pointsUseFrom(samples, firstCall.atMs + WINDOW_STARTS_AFTER_MS, end) : null;
}

/**
 * The same from a given moment on. The window begins at the first sample behind it, so that what was spent and what was
 * there are of one moment; what was spent at its end is that of the last sample, behind which nothing is spent any more.
 */
export function pointsUseFrom(
  samples: readonly ShopSample[],
  fromMs: number,
  { endedAtMs, restoreRate }: UseEnd,
): PointsUse | null {
  const last = samples.at(-1);
  const start = samples.find((sample) => sample.atMs >= fromMs);
  if (!last || !start || start.atMs >= endedAtMs) return null;
  return {
    spentPoints: last.spentPoints - start.spentPoints,
    usablePoints: (restoreRate * (endedAtMs - start.atMs)) / 1_000 + start.availablePoints,
  };
}

/** The share of the usable points that was spent, over all shops; null when there were none. */
export function utilizationOf(uses: readonly (PointsUse | null)[]): number | null {
  const measured = uses.filter((use) => use !== null);
  const sum = (key: keyof PointsUse) => measured.reduce((total, use) => total + use[key], 0);
  const usable = sum("usablePoints");
  return usable > 0 ? sum("spentPoints") / usable : null;
}
