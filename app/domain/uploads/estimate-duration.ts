/** Why an end cannot be foreseen. */
export type EstimateObstacle =
  | "planning"
  | "batch-paused"
  | "store-disconnected"
  | "store-paused"
  | "store-silent"
  | "daily-limit"
  | "budget-unknown";

/** What a batch has left to do at one store, and what it shares the store with. */
export interface StoreOutlook {
  storeId: string;
  storeName: string;
  /** Planned points of the products that wait or are under way. */
  points: number;
  /** Points of other batches that go first, all of which have to be spent before. */
  pointsAhead: number;
  /** Points of batches of the same priority, each at most as many as this batch has: they take turns. */
  pointsBeside: number;
  obstacle: Exclude<EstimateObstacle, "planning" | "batch-paused" | "budget-unknown"> | null;
  /** When new variants are tried again at a store that has reached its daily limit; null when it has not. */
  createsParkedUntil: Date | null;
  /** The store's bucket of points as it is now; null before the first answer of the shop. */
  budget: { availablePoints: number; restorePerSecond: number } | null;
}

export interface StoreEstimate {
  storeId: string;
  storeName: string;
  points: number;
  seconds: number | null;
  endsAt: Date | null;
  /** Null when the end is known. */
  obstacle: EstimateObstacle | null;
  /** When new variants are tried again at a store that has reached its daily limit. */
  createsParkedUntil: Date | null;
}

/** How long a batch will still take. Over all stores it is the slowest one that counts. */
export interface Estimate {
  points: number;
  seconds: number | null;
  endsAt: Date | null;
  obstacle: EstimateObstacle | null;
  stores: StoreEstimate[];
}

export interface EstimateInput {
  isPlanned: boolean;
  isPaused: boolean;
  /** Stores at which something is left. */
  stores: readonly StoreOutlook[];
  now: Date;
}

/**
 * How long a batch will still take, from points: Shopify's budget is what bounds an upload, and products differ in what
 * they cost. A store works off what goes first and its share of the turns, from what its bucket holds and then at the
 * rate at which it fills.
 */
export function estimateDuration({ isPlanned, isPaused, stores, now }: EstimateInput): Estimate {
  const ofBatch = isPlanned ? (isPaused ? "batch-paused" : null) : "planning";
  const estimates = stores.map((store) => estimateStore(store, ofBatch, now));
  const unknown = estimates.find(({ obstacle }) => obstacle !== null);
  const obstacle = ofBatch ?? unknown?.obstacle ?? null;
  const seconds = obstacle === null ? Math.max(0, ...estimates.map((store) => store.seconds ?? 0)) : null;
  return {
    points: stores.reduce((sum, { points }) => sum + points, 0),
    seconds,
    endsAt: after(now, seconds),
    obstacle,
    stores: estimates,
  };
}

function estimateStore(store: StoreOutlook, ofBatch: EstimateObstacle | null, now: Date): StoreEstimate {
  const { storeId, storeName, points, createsParkedUntil } = store;
  const obstacle = ofBatch ?? store.obstacle ?? (isKnown(store.budget) ? null : "budget-unknown");
  const seconds = obstacle === null && store.budget ? secondsFor(store, store.budget) : null;
  return { storeId, storeName, points, seconds, endsAt: after(now, seconds), obstacle, createsParkedUntil };
}

const isKnown = (budget: StoreOutlook["budget"]): boolean => budget !== null && budget.restorePerSecond > 0;

function secondsFor(
  { points, pointsAhead, pointsBeside }: StoreOutlook,
  { availablePoints, restorePerSecond }: NonNullable<StoreOutlook["budget"]>,
): number {
  const missing = points + pointsAhead + pointsBeside - availablePoints;
  return Math.max(0, missing / restorePerSecond);
}

const after = (now: Date, seconds: number | null): Date | null =>
  seconds === null ? null : new Date(now.getTime() + seconds * 1000);
