/** Counted to a limit, so that a count stays cheap however much there is. */
export interface BoundedCount {
  count: number;
  isMore: boolean;
}

/** @param counted by a statement that goes one further than the limit. */
export const boundedAt = (limit: number, counted: number): BoundedCount => ({
  count: Math.min(counted, limit),
  isMore: counted > limit,
});
