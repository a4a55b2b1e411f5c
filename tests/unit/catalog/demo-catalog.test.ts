import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readCatalogText } from "#tests/support/read-catalog-text.ts";
import { demoStores } from "#tests/demo/demo-stores.ts";

const content = readFileSync(path.resolve(import.meta.dirname, "../../../prisma/demo-catalog.csv"));
const read = () => readCatalogText(content, { chunkBytes: 65_536 });

/** GS1: the weights 1 and 3 alternate, and the sum with the check digit is a multiple of ten. */
const isEan13 = (code: string) =>
  /^\d{13}$/.test(code) &&
  code.split("").reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;

test("the demo's catalog comes in without a warning or a reject", async () => {
  const products = await read();

  expect(products.flatMap(({ warnings, rejects }) => [...warnings, ...rejects])).toEqual([]);
  expect(products.length).toBeGreaterThan(50);
});

test("the demo's catalog has something for every store, and something that is never uploaded", async () => {
  const drafts = (await read()).flatMap(({ draft }) => draft ?? []);
  const storeOf = (category: string) => demoStores.find(({ categoryPaths }) => categoryPaths.includes(category));

  const stores = new Set(drafts.map(({ categoryPath: [category = ""] }) => storeOf(category)?.name ?? "the rest"));
  expect(stores.size).toBe(demoStores.length);
  expect(new Set(drafts.map(({ type }) => type))).toEqual(new Set(["NORMAL", "GIFT_CARD"]));
  expect(new Set(drafts.map(({ status }) => status))).toEqual(new Set(["ACTIVE", "DRAFT"]));
  expect(new Set(drafts.map(({ options }) => options.length))).toEqual(new Set([0, 1, 2, 3]));
});

test("the demo's skus and barcodes stand for one variant each, and the barcodes are EAN-13", async () => {
  const variants = (await read()).flatMap(({ draft }) => draft?.variants ?? []);
  const skus = variants.flatMap(({ sku }) => sku ?? []);
  const barcodes = variants.flatMap(({ barcode }) => barcode ?? []);

  expect(new Set(skus).size).toBe(variants.length);
  expect(new Set(barcodes).size).toBe(barcodes.length);
  expect(barcodes.filter((barcode) => !isEan13(barcode))).toEqual([]);
  expect(barcodes.length).toBeGreaterThan(100);
});
