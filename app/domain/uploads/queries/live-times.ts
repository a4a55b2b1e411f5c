/** Times from approval to live are counted in classes, each so much longer than the one before: exact to a twentieth. */
export const LIVE_TIME_GROWTH = 1.1;
/** Seconds; the first class holds what is no longer. */
export const SHORTEST_LIVE_TIME = 0.1;

interface LiveTimeClass {
  /** Which class, from 0. */
  liveTime: number;
  products: number;
}

/** The middle of a class, in seconds. */
const secondsOf = (liveTime: number): number =>
  liveTime === 0 ? SHORTEST_LIVE_TIME : SHORTEST_LIVE_TIME * LIVE_TIME_GROWTH ** (liveTime - 0.5);

/** The time within which this share of the products was live, in seconds; null without any product. */
export function liveTimeOf(classes: readonly LiveTimeClass[], share: number): number | null {
  const inOrder = [...classes].sort((one, other) => one.liveTime - other.liveTime);
  const total = inOrder.reduce((sum, { products }) => sum + products, 0);
  let within = 0;
  for (const { liveTime, products } of inOrder) {
    within += products;
    if (products > 0 && within >= total * share) return secondsOf(liveTime);
  }
  return null;
}
