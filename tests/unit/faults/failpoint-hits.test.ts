import fc from "fast-check";
import { expect, test } from "vitest";
import { failpoint, failpoints } from "#app/platform/failpoint.server.ts";
import { argumentsOf, atHit, readArmedHit } from "#tests/faults/kills/armed-hit.ts";
import { killsOf, pickHit } from "#tests/faults/kills/pick-hit.ts";

test("an armed process acts at the hit that was asked for, once, and at no other failpoint", () => {
  const acts: number[] = [];
  let passed = 0;
  atHit({ failpoint: "uploads.after-commit", hit: 3 }, () => acts.push(passed));

  for (; passed < 5; passed += 1) {
    failpoint("uploads.before-commit");
    failpoint("uploads.after-commit");
  }

  expect(acts).toEqual([2]);
});

test("the end of a shift that has uploaded nothing is no hit", () => {
  const acts: string[] = [];
  atHit({ failpoint: "uploads.at-shift-end", hit: 1 }, () => acts.push("killed"));

  failpoint("uploads.at-shift-end");
  const afterInVain = acts.length;
  failpoint("uploads.after-commit");
  failpoint("uploads.at-shift-end");

  expect({ afterInVain, acts }).toEqual({ afterInVain: 0, acts: ["killed"] });
});

test("a process reads from its arguments what it was armed with", () => {
  for (const name of failpoints) {
    const armed = { failpoint: name, hit: 7 };
    expect(readArmedHit(argumentsOf(armed))).toEqual(armed);
  }
});

test.for([
  [],
  ["uploads.nowhere", "1"],
  ["uploads.after-claim"],
  ["uploads.after-claim", "0"],
  ["uploads.after-claim", "x"],
])("a process armed with %j refuses to start, since it would never die", (args) => {
  expect(() => readArmedHit(args)).toThrow(/failpoint/i);
});

test("a seed kills at the same hits every time, and a further try never later than the first may", () => {
  fc.assert(
    fc.property(fc.constantFrom(...failpoints), fc.integer({ min: 1, max: 1_000 }), (name, seed) => {
      const hits = [1, 2, 3].map((attempt) => pickHit(name, seed, attempt).hit);
      expect(hits).toEqual([1, 2, 3].map((attempt) => pickHit(name, seed, attempt).hit));
      for (const hit of hits) expect(hit).toBeGreaterThanOrEqual(1);
      expect(Math.max(...hits)).toBeLessThanOrEqual(140);
      expect(hits[2]).toBeLessThanOrEqual(47);
    }),
  );
});

test("twenty seeds meet early and late calls", () => {
  const hits = Array.from({ length: 20 }, (_, index) => pickHit("uploads.after-intent", index + 1, 1).hit);

  expect(Math.min(...hits)).toBeLessThan(40);
  expect(Math.max(...hits)).toBeGreaterThan(110);
});

test("groups are put back in line only after a worker has died over them", () => {
  expect(killsOf("uploads.in-give-back", 1, 1).map((armed) => armed.failpoint)).toEqual([
    "uploads.after-intent",
    "uploads.in-give-back",
  ]);
  expect(killsOf("uploads.after-claim", 1, 1)).toHaveLength(1);
});
