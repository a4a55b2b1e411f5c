/** What a run would do, before anything of it is sent. */
export interface WeighedRun {
  levels: number;
  toZero: number;
  /** Locations that a route names and that the shop does not serve any more. */
  closedLocations: readonly LostLocation[];
  /** Locations whose stock was kept until now and that no route names any more. */
  forgottenLocations: readonly LostLocation[];
}

export interface LostLocation {
  locationId: string;
  name: string | null;
}

export interface BrakeLimits {
  /** Share from 0 to 1 of the levels that may go to zero. */
  maxZeroShare: number;
  /** What the levels are a share of, where that is more than the run itself. */
  levelsOfStore: number;
  /** Levels that went to zero a short time before by runs of the same kind. */
  zeroedBefore: number;
}

export interface BrakeReport {
  levels: number;
  toZero: number;
  zeroShare: number;
  maxZeroShare: number;
  tooManyToZero: boolean;
  closedLocations: LostLocation[];
  forgottenLocations: LostLocation[];
}

/** Fewer levels than this never stop a run: a small shop sells out of a few things on any day. */
export const FEWEST_TO_STOP = 10;

/**
 * Whether a run has to stop and ask: when more than the set share of the levels would go to zero, counted together with
 * what ran just before, so that a mistake that arrives in slices is one mistake; or when a location is lost. Returns what
 * a person has to know of it, or null when it may go on.
 */
export function decideBrake(run: WeighedRun, limits: BrakeLimits): BrakeReport | null {
  const levels = Math.max(run.levels, limits.levelsOfStore);
  const zeroed = run.toZero + limits.zeroedBefore;
  const zeroShare = levels === 0 ? 0 : zeroed / levels;
  const tooManyToZero = run.toZero > 0 && zeroed >= FEWEST_TO_STOP && zeroShare > limits.maxZeroShare;
  const isLocationLost = run.closedLocations.length + run.forgottenLocations.length > 0;
  if (!tooManyToZero && !isLocationLost) return null;
  return {
    levels,
    toZero: zeroed,
    zeroShare,
    maxZeroShare: limits.maxZeroShare,
    tooManyToZero,
    closedLocations: [...run.closedLocations],
    forgottenLocations: [...run.forgottenLocations],
  };
}
