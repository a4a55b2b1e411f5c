import { expect, test } from "vitest";
import { generatedCatalog, generatedSize } from "#tests/bench/import/generated-catalog.ts";
import { readCatalogText } from "#tests/support/read-catalog-text.ts";

const SIZES = [1, 2, 53, 500];

test.for(SIZES)(
  "the file holds exactly the %i variants that were asked for, each with a sku of its own",
  async (size) => {
    const products = await readCatalogText([...generatedCatalog(size)].join(""), {
      currency: "EUR",
      chunkBytes: 4_096,
    });

    const drafts = products.flatMap(({ draft }) => draft ?? []);
    const skus = drafts.flatMap(({ variants }) => variants.map(({ sku }) => sku));
    expect({ products: drafts.length, variants: skus.length }).toEqual(generatedSize(size));
    expect(new Set(skus).size).toBe(size);
    expect(new Set(drafts.map(({ externalId }) => externalId)).size).toBe(drafts.length);
  },
);

test("an import has nothing to repair in it, and nothing to reject", async () => {
  const products = await readCatalogText([...generatedCatalog(500)].join(""), { currency: "EUR", chunkBytes: 4_096 });

  expect(products.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect(products.flatMap(({ rejects }) => rejects)).toEqual([]);
});

test("it is as varied as a real one: products of one variant and of many, of one option and of two, with more pictures than variants", async () => {
  const products = await readCatalogText([...generatedCatalog(500)].join(""), { currency: "EUR", chunkBytes: 4_096 });

  const drafts = products.flatMap(({ draft }) => draft ?? []);
  expect(drafts.some(({ variants }) => variants.length === 1)).toBe(true);
  expect(drafts.some(({ variants }) => variants.length === 12)).toBe(true);
  expect(new Set(drafts.map(({ options }) => options.length))).toEqual(new Set([0, 1, 2]));
  expect(drafts.some(({ images, variants }) => images.length > variants.length)).toBe(true);
});

test("the same size gives the same file", () => {
  expect([...generatedCatalog(100)]).toEqual([...generatedCatalog(100)]);
});
