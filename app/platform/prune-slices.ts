/** What one statement of a pruning saw, in the order of ids. */
export interface PrunedSlice {
  seen: number;
  removed: number;
  last: bigint | null;
  /** All of it is too young, and so is what comes after it. */
  isRecent: boolean;
}

/** Rows that one statement looks at: few enough to be done before anybody waits for it. */
const SLICE = 5_000;

/** Goes over a table by id until it meets what is too young, or is told to stop. Returns how many rows were deleted. */
export async function pruneSlices(
  prune: (slice: { after: bigint; size: number }) => Promise<PrunedSlice | undefined>,
  signal?: AbortSignal,
): Promise<number> {
  let total = 0;
  for (let after = 0n; ;) {
    if (signal?.aborted) return total;
    const slice = await prune({ after, size: SLICE });
    total += slice?.removed ?? 0;
    if (!slice || slice.last === null || slice.seen < SLICE || slice.isRecent) return total;
    after = slice.last;
  }
}
