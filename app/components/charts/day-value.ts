export interface DayValue {
  /** `YYYY-MM-DD`. */
  day: string;
  value: number;
}
