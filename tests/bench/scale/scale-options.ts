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
  stores: wholeNumber("stores that the catalog is spread over", { byDefault: 1, least: 1, most: 100 }),
};
