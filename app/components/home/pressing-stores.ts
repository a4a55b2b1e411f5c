import type { OverviewStore } from "#app/http/home/overview.server.ts";

/** So many stores are shown before somebody asks for all of them. */
export const STORES_AT_A_GLANCE = 10;

/** Stores in the order in which somebody wants to see them: those that stand still, then those with most to do, then by name. */
export const pressingFirst = (stores: readonly OverviewStore[]): OverviewStore[] =>
  stores.toSorted(
    (one, other) =>
      Number(standsStill(other)) - Number(standsStill(one)) ||
      other.pulse.productsOpen - one.pulse.productsOpen ||
      one.name.localeCompare(other.name),
  );

const standsStill = ({ status, pausedAt, heldUntil, createsParkedUntil, stock }: OverviewStore): boolean =>
  status === "RECONNECT_REQUIRED" ||
  [pausedAt, heldUntil, createsParkedUntil, stock?.stoppedRunId ?? null].some((sign) => sign !== null);
