import { expect, test } from "vitest";
import { judgeAdoption, notAdoptedPercent } from "#tests/faults/kills/adoption.ts";

const create = (...attempts: [string, string][]) => ({
  attempts: attempts.map(([step, outcome]) => ({ step, outcome })),
});

test("a create that was found and taken over, with its ids read at most, counts as adopted", () => {
  const adoption = judgeAdoption([
    create(["LOOK_UP", "ADOPTED"]),
    create(["LOOK_UP", "FAILED"], ["LOOK_UP", "ADOPTED"], ["READ_BACK", "SUCCEEDED"]),
  ]);

  expect(adoption).toEqual({ accepted: 2, adopted: 2, secondWrites: 0 });
  expect(notAdoptedPercent(adoption)).toBe(0);
});

test("a create for which something was written again does not count, even if it was taken over", () => {
  const adoption = judgeAdoption([
    create(["LOOK_UP", "ADOPTED"]),
    create(["LOOK_UP", "ADOPTED"], ["UPDATE_VARIANTS", "SUCCEEDED"]),
    create(["LOOK_UP", "ABSENT"], ["CREATE_PRODUCT", "SUCCEEDED"]),
    create(),
  ]);

  expect(adoption).toEqual({ accepted: 4, adopted: 1, secondWrites: 2 });
  expect(notAdoptedPercent(adoption)).toBe(75);
});
