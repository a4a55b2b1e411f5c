import type { StageStore } from "../upload-stage.ts";

const LOOK_EVERY_MS = 5;

/** When something arrived in a shop, once for each. */
export interface Arrivals {
  atMs(): readonly number[];
  stop(): void;
}

/** Notes when a count of the shop grows and by how much, from now until it is stopped. */
export function watchArrivals(count: () => number): Arrivals {
  const arrived: number[] = [];
  let seen = count();
  const look = setInterval(() => {
    const now = count();
    for (; seen < now; seen += 1) arrived.push(Date.now());
  }, LOOK_EVERY_MS);
  return { atMs: () => arrived, stop: () => clearInterval(look) };
}

/** Calls of the Admin API whose token was good. */
export const watchCalls = ({ shop }: StageStore): Arrivals => watchArrivals(() => shop.traffic.calls);

/** How many of the moments, in their order, lie within the busiest stretch of so many milliseconds. */
export function mostWithin(atMs: readonly number[], stretchMs: number): number {
  return Math.max(0, ...atMs.map((from, index) => atMs.slice(index).filter((at) => at - from < stretchMs).length));
}
