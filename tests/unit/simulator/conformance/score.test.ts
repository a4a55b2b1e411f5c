import { expect, test } from "vitest";
import type { Aspect } from "#tests/simulator/conformance/compare.ts";
import type { ReplayedCase, ReplayResult } from "#tests/simulator/conformance/replay/replay-result.ts";
import { defaultThresholds, score, shortfalls } from "#tests/simulator/conformance/score.ts";

function replayed(operation: string, aspects: Aspect[] = [], told: Partial<ReplayedCase> = {}): ReplayedCase {
  const differences = aspects.map((aspect) => ({ aspect, path: "data", recorded: "a", ours: "b" }));
  return { source: "shop/x.json#/1", operation, expectsUserErrors: false, tellsCost: true, differences, ...told };
}

const results: ReplayResult[] = [
  {
    replayed: [
      replayed("product"),
      replayed("product", ["shape", "shape"]),
      replayed("product", ["cost"]),
      replayed("product", [], { tellsCost: false }),
      replayed("productSet", ["userErrors"], { expectsUserErrors: true }),
      replayed("productSet", [], { expectsUserErrors: true }),
    ],
    leftOut: [
      {
        source: "shop/x.json#/2",
        operation: "product",
        why: "names a Product that was made before the recording began",
      },
      { source: "shop/x.json#/3", operation: "shop", why: "not an operation of the app" },
    ],
  },
];

test("shares are of the cases that were replayed, for errors and cost of those that tell them", () => {
  const { overall, operations, notReplayed } = score(results, ["product", "productSet", "publishablePublish"]);

  expect(overall).toEqual({ cases: 7, replayed: 6, shape: 0.8333, userErrors: 0.5, cost: 0.8 });
  expect(operations).toEqual([
    { operation: "product", cases: 5, replayed: 4, shape: 0.75, cost: 0.6667, userErrorCases: 0, costCases: 3 },
    {
      operation: "productSet",
      cases: 2,
      replayed: 2,
      shape: 1,
      userErrors: 0.5,
      cost: 1,
      userErrorCases: 2,
      costCases: 2,
    },
    { operation: "publishablePublish", cases: 0, replayed: 0, userErrorCases: 0, costCases: 0 },
  ]);
  expect(notReplayed).toEqual([
    { operation: "product", cases: 1, why: "names a Product that was made before the recording began" },
    { operation: "publishablePublish", cases: 0, why: "nothing is recorded of it" },
    { operation: "shop", cases: 1, why: "not an operation of the app" },
  ]);
});

test("each share below its threshold is named, and nothing recorded is no success", () => {
  const result = score(results, ["product", "productSet"]);

  expect(shortfalls(result, { replayed: 0.8, shape: 0.8, userErrors: 0.5, cost: 0.8 })).toEqual([]);
  expect(shortfalls(result, defaultThresholds)).toEqual([
    "replayed 85.7 % is below 90.0 %",
    "shape 83.3 % is below 95.0 %",
    "userErrors 50.0 % is below 95.0 %",
    "cost 80.0 % is below 95.0 %",
  ]);
  expect(shortfalls(score([], ["product"]), defaultThresholds)).toHaveLength(1);
});
