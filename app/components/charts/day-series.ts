/** Values of one kind, day by day. */
export interface DaySeries {
  /** What one value tells, e.g. "Levels that differed". */
  name: string;
  /** `day` is `YYYY-MM-DD`; null where there is nothing to tell. */
  values: readonly { day: string; value: number | null }[];
  /** A CSS color; the chart's own when absent. */
  color?: string;
}
