import { defaultFidelity } from "#tests/simulator/options.ts";
import { BenchUsageError, wholeNumber, type BenchOption } from "../bench-options.ts";

const LEAST_ROWS = 100;
const MOST_ROWS = 5_000_000;

/** Sizes of catalogs, in rows, measured in the order given. */
const listOfRows: BenchOption<readonly number[]> = {
  argument: "N,N,…",
  meaning: "rows of each catalog, one size after the other",
  byDefault: "100000,300000,1000000",
  read(text, name) {
    const sizes = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
    if (sizes.every((rows) => Number.isInteger(rows) && rows >= LEAST_ROWS && rows <= MOST_ROWS)) return sizes;
    throw new BenchUsageError(
      `--${name} takes whole numbers from ${LEAST_ROWS} to ${MOST_ROWS}, with commas between them, not "${text}".`,
    );
  },
};

export const scaleOptions = {
  rows: listOfRows,
  variants: wholeNumber("variants of each product", { byDefault: 5, least: 1, most: 2_000 }),
  stores: wholeNumber("stores that the catalog is spread over", { byDefault: 2, least: 1, most: 100 }),
};

/**
 * A shop that holds more variants takes 10,000 new ones a day, so that the rest of an upload waits until tomorrow.
 * @throws {BenchUsageError} for more rows than the stores take.
 */
export function requireRoom({ rows, stores }: { rows: readonly number[]; stores: number }): void {
  const most = Math.max(...rows);
  const room = stores * (defaultFidelity.dailyVariantLimit?.aboveVariants ?? Infinity);
  if (most <= room) return;
  throw new BenchUsageError(`${most} rows are more than ${stores} shops take in a day (${room}). Give more --stores.`);
}
