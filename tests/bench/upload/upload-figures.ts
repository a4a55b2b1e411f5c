import type { Figure } from "../bench.ts";
import { round } from "../statistics.ts";
import type { MeasuredApproval, StoreEnd } from "./measure-approval.ts";
import { boundSeconds, ratioTo } from "./minimal-plan.ts";
import { pointsUse, utilizationOf, type PointsUse, type ShopSample } from "./utilization.ts";

export interface ShopBudget {
  /** In the bucket when the approval was made. */
  readonly atStart: number;
  readonly restoreRate: number;
}

export interface StoreMeasurement {
  readonly seconds: number;
  readonly bound: number;
  readonly use: PointsUse | null;
  readonly calls: number;
  readonly points: number;
  readonly throttled: number;
}

/** What one store's part of an upload took and spent, beside the least that it could have taken. */
export function measureStore(
  { approvedAtMs, watch }: MeasuredApproval,
  { store, endedAtMs }: StoreEnd,
  { minimalPoints, budget }: { minimalPoints: number; budget: ShopBudget },
): StoreMeasurement {
  const samples = watch.samplesOf(store.domain);
  return {
    seconds: (endedAtMs - approvedAtMs) / 1_000,
    bound: boundSeconds(minimalPoints, budget),
    use: pointsUse(samples, { endedAtMs, restoreRate: budget.restoreRate }),
    calls: grown(samples, "calls"),
    points: grown(samples, "spentPoints"),
    throttled: grown(samples, "throttled"),
  };
}

const grown = (samples: readonly ShopSample[], what: "calls" | "spentPoints" | "throttled"): number =>
  (samples.at(-1)?.[what] ?? Number.NaN) - (samples[0]?.[what] ?? Number.NaN);

/** The figures of all stores together and of each; a bound that is too short, or a window that was never reached, is absent. */
export function figuresOfStores(stores: readonly StoreMeasurement[]): Record<string, Figure> {
  const seconds = Math.max(...stores.map((store) => store.seconds));
  const bound = Math.max(...stores.map((store) => store.bound));
  const sum = (what: "calls" | "points" | "throttled") => stores.reduce((total, store) => total + store[what], 0);
  return {
    seconds: round(seconds),
    boundSeconds: round(bound),
    ...rounded("ratio", ratioTo(bound, seconds)),
    calls: sum("calls"),
    points: sum("points"),
    throttled: sum("throttled"),
    ...rounded("utilization", utilizationOf(stores.map((store) => store.use))),
    stores: stores.map((store) => ({
      seconds: round(store.seconds),
      boundSeconds: round(store.bound),
      ...rounded("ratio", ratioTo(store.bound, store.seconds)),
      ...rounded("utilization", utilizationOf([store.use])),
      calls: store.calls,
      points: store.points,
      throttled: store.throttled,
    })),
  };
}

const rounded = (name: string, value: number | null): Record<string, number> =>
  value === null ? {} : { [name]: round(value) };
