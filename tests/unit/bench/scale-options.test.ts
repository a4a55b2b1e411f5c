import { expect, test } from "vitest";
import { BenchUsageError, readBenchCall } from "#tests/bench/bench-options.ts";
import { requireRoom, scaleOptions } from "#tests/bench/scale/scale-options.ts";

const rowsOf = (...args: string[]) => readBenchCall(scaleOptions, args).values.rows;

test("sizes are measured in the order in which they are given, and the three of the measuring plan unless said", () => {
  expect(rowsOf("--rows", "300000,1000")).toEqual([300_000, 1_000]);
  expect(rowsOf()).toEqual([100_000, 300_000, 1_000_000]);
});

test.each(["", "1000,", "1000,two", "99", "1e9", "1000.5"])("sizes such as %j are refused", (text) => {
  expect(() => rowsOf("--rows", text)).toThrow(BenchUsageError);
});

test("more rows than the shops take new variants in a day are refused", () => {
  expect(() => requireRoom({ rows: [1_000, 1_000_001], stores: 2 })).toThrow(BenchUsageError);
  expect(() => requireRoom({ rows: [1_000, 1_000_000], stores: 2 })).not.toThrow();
});
