import { expect, test } from "vitest";
import { BenchUsageError, flag, oneOf, readBenchCall } from "#tests/bench/bench-options.ts";
import { uploadOptions } from "#tests/bench/upload/upload-options.ts";

const options = { plan: oneOf("which", ["standard", "plus"], "standard"), unchanged: flag("again") };

test("a flag is there or not, and takes no value", () => {
  expect(readBenchCall(options, []).values.unchanged).toBe(false);
  expect(readBenchCall(options, ["--unchanged", "--json"])).toMatchObject({
    values: { unchanged: true },
    isJson: true,
  });
  expect(() => readBenchCall(options, ["--unchanged=yes"])).toThrow(BenchUsageError);
});

test("a word that is not among those of an option is refused with those that are", () => {
  expect(readBenchCall(options, ["--plan", "plus"]).values.plan).toBe("plus");
  expect(() => readBenchCall(options, ["--plan", "gold"])).toThrow("--plan takes one of standard, plus");
});

test("latency is one number for every call, or one for writes and one for reads", () => {
  const latencyOf = (args: string[]) => readBenchCall(uploadOptions, args).values["latency-ms"];

  expect(latencyOf([])).toEqual({ mutationMs: 200, queryMs: 70 });
  expect(latencyOf(["--latency-ms", "50"])).toEqual({ mutationMs: 50, queryMs: 50 });
  expect(latencyOf(["--latency-ms", "100/20"])).toEqual({ mutationMs: 100, queryMs: 20 });
  expect(() => latencyOf(["--latency-ms", "fast"])).toThrow(BenchUsageError);
});
