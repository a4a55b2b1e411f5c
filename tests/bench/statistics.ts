function sorted(values: readonly number[]): number[] {
  if (values.length === 0) throw new Error("Nothing was measured.");
  return [...values].sort((a, b) => a - b);
}

/** The middle one; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const ordered = sorted(values);
  const upper = ordered[Math.floor(ordered.length / 2)] ?? Number.NaN;
  const lower = ordered[Math.floor((ordered.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The smallest measured value that `percent` of all values do not exceed (nearest rank: nothing is interpolated). */
export function percentile(values: readonly number[], percent: number): number {
  const ordered = sorted(values);
  const rank = Math.max(1, Math.ceil((percent / 100) * ordered.length));
  return ordered[rank - 1] ?? Number.NaN;
}

/** As many digits as a figure deserves: three behind the point below 10, one below 1,000, none above. */
export function round(value: number): number {
  const digits = Math.abs(value) < 10 ? 3 : Math.abs(value) < 1_000 ? 1 : 0;
  return Number(value.toFixed(digits));
}

/** A figure of several runs under its name, with its smallest and largest value beside it. */
export function ofRuns(name: string, values: readonly number[]): Record<string, number> {
  const ordered = sorted(values);
  return {
    [name]: round(median(ordered)),
    [`${name}Min`]: round(ordered.at(0) ?? Number.NaN),
    [`${name}Max`]: round(ordered.at(-1) ?? Number.NaN),
  };
}
