import { expect, test } from "vitest";
import { faultsOfBatch, type BatchContent } from "#tests/bench/approve/check-batch.ts";
import { faultsOfAgain, faultsOfFirst, faultsOfStored } from "#tests/bench/import/check-import.ts";

const SIZE = { products: 3, variants: 9 };
const NONE = { created: 0, updated: 0, unchanged: 0 };

const PLANNED: BatchContent = {
  rows: 9,
  differentRows: 9,
  missingRows: 0,
  groups: 3,
  rowsTotal: 9,
  productsTotal: 3,
};

test("a batch with a row for every approved variant and a group for every product is right", () => {
  expect(faultsOfBatch("A batch", PLANNED, SIZE)).toEqual([]);
});

test.for<[string, Partial<BatchContent>, RegExp]>([
  [
    "a row is missing",
    { rows: 8, differentRows: 8, missingRows: 1, rowsTotal: 8 },
    /1 of 9 approved variants have no row/,
  ],
  ["a row is there twice", { rows: 10, rowsTotal: 10 }, /1 rows are there twice/],
  ["one row hides that another is missing", { differentRows: 8, missingRows: 1 }, /have no row[\s\S]*there twice/],
  ["a group is there twice", { groups: 4, productsTotal: 4 }, /4 groups for 3 products/],
  ["the batch counts otherwise", { rowsTotal: 8 }, /counts 8 rows and 3 products, and has 9 and 3/],
])("a batch is wrong when %s", ([, difference, said]) => {
  expect(faultsOfBatch("A batch", { ...PLANNED, ...difference }, SIZE).join("\n")).toMatch(said);
});

test("an import of everything, and the same again without a change, is right", () => {
  const first = { products: { ...NONE, created: 3 }, variants: { ...NONE, created: 9 }, rejectedLines: 0 };
  const again = { products: { ...NONE, unchanged: 3 }, variants: { ...NONE, unchanged: 9 }, rejectedLines: 0 };

  expect([
    ...faultsOfFirst(SIZE, first),
    ...faultsOfAgain(SIZE, again),
    ...faultsOfStored(SIZE, SIZE, "first"),
  ]).toEqual([]);
});

test("an import is wrong when it leaves something out or rejects a line", () => {
  const short = { products: { ...NONE, created: 3 }, variants: { ...NONE, created: 8 }, rejectedLines: 0 };
  const rejecting = { products: { ...NONE, created: 3 }, variants: { ...NONE, created: 9 }, rejectedLines: 1 };

  expect(faultsOfFirst(SIZE, short)).toHaveLength(1);
  expect(faultsOfFirst(SIZE, rejecting)).toHaveLength(1);
});

test.for(["created", "updated"] as const)("the same file again is wrong when anything was %s", (change) => {
  const unchanged = { products: { ...NONE, unchanged: 3 }, variants: { ...NONE, unchanged: 9 }, rejectedLines: 0 };

  expect(faultsOfAgain(SIZE, { ...unchanged, variants: { ...unchanged.variants, [change]: 1 } })).toHaveLength(1);
  expect(faultsOfAgain(SIZE, { ...unchanged, products: { ...unchanged.products, [change]: 1 } })).toHaveLength(1);
});

test("what the database holds counts, not what the command says", () => {
  expect(faultsOfStored(SIZE, { products: 3, variants: 8 }, "first")).toHaveLength(1);
  expect(faultsOfStored(SIZE, { products: 4, variants: 9 }, "second")).toHaveLength(1);
});
