/** What points are spent on, the most urgent first. */
export const lanes = ["stock", "price", "products", "reads"] as const;
export type Lane = (typeof lanes)[number];

export type ByLane = Readonly<Partial<Record<Lane, number>>>;

/** A lane with work gets at least this much of the points, however much the lanes before it want. */
const LEAST_SHARE = 0.1;

/** Points after which what was spent before counts half: the least share holds over a minute of a small bucket. */
const MEMORY_POINTS = 4_000;

/** Which lane may spend next: the first that wants to, unless a later one has not had its least share of late. */
export class LaneTurns {
  #spent: Record<Lane, number> = { stock: 0, price: 0, products: 0, reads: 0 };

  next(waiting: ReadonlySet<Lane>): Lane | null {
    const total = lanes.reduce((sum, lane) => sum + this.#spent[lane], 0);
    const [first, ...others] = lanes.filter((lane) => waiting.has(lane));
    const neglected = others
      .filter((lane) => this.#spent[lane] < LEAST_SHARE * total)
      .sort((one, other) => this.#spent[one] - this.#spent[other]);
    return neglected[0] ?? first ?? null;
  }

  spend(lane: Lane, points: number): void {
    this.#spent[lane] += points;
    if (lanes.reduce((sum, each) => sum + this.#spent[each], 0) < MEMORY_POINTS) return;
    for (const each of lanes) this.#spent[each] /= 2;
  }
}

/**
 * Divides what a bucket restores in a second among those who spend from it. Each lane with work has its least share, the
 * rest goes to the lanes in order of urgency; those who want from one lane get equal parts of it, and what one does not
 * want is the others'. What nobody wants is divided equally. Returns shares from 0 to 1, in the order given, which sum to 1.
 */
export function dividePoints(ratePoints: number, wants: readonly ByLane[]): number[] {
  if (wants.length === 0 || ratePoints <= 0) return wants.map(() => 1 / wants.length);
  const granted = wants.map(() => 0);
  const wantedOf = (lane: Lane) => wants.map((want) => Math.max(0, want[lane] ?? 0));
  const left = new Map(lanes.map((lane) => [lane, wantedOf(lane)]));
  let rest = ratePoints;
  const grant = (lane: Lane, points: number): void => {
    const open = left.get(lane) ?? [];
    const parts = divideEqually(points, open);
    for (const [index, part] of parts.entries()) {
      granted[index] = (granted[index] ?? 0) + part;
      open[index] = (open[index] ?? 0) - part;
      rest -= part;
    }
  };
  for (const lane of lanes) grant(lane, LEAST_SHARE * ratePoints);
  for (const lane of lanes) grant(lane, rest);
  return granted.map((points) => (points + Math.max(0, rest) / wants.length) / ratePoints);
}

/** Nobody gets more than wanted, and those who get less all get the same. */
function divideEqually(points: number, wanted: readonly number[]): number[] {
  const parts = wanted.map(() => 0);
  let rest = Math.max(0, points);
  const byWant = [...wanted.entries()].filter(([, want]) => want > 0).sort(([, one], [, other]) => one - other);
  for (const [place, [index, want]] of byWant.entries()) {
    const part = Math.min(want, rest / (byWant.length - place));
    parts[index] = part;
    rest -= part;
  }
  return parts;
}
