import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { emptyCatalog, importText, storedCatalog } from "#tests/support/import-text.ts";

const folder = path.resolve(import.meta.dirname, "../../../../shared/data/catalogs");
const isThere = existsSync(folder);
const skipReason = isThere ? "" : " (skipped: ../shared/data is absent)";
const read = (file: string) => readFileSync(path.join(folder, file));

// Products and variants as the collection's README counts them; for Spree the variants are counted below.
const files = [
  ["shopify-official-template/product_template_2023-10.csv", 3, 16, { "barcode.mangled": 16 }],
  ["shopify-official-template/product_template_2020.csv", 1, 3, {}],
  ["shopifypartners-product-csvs/apparel.csv", 20, 22, {}],
  ["shopifypartners-product-csvs/home-and-garden.csv", 20, 21, {}],
  ["shopifypartners-product-csvs/jewelery.csv", 20, 23, {}],
  ["packt-shopify-export/Product-data.csv", 20, 21, {}],
  ["spree/products.csv", 37, 87, {}],
  // Its images are file names, and one chair sells three colours under one sku.
  ["vendure/products.csv", 54, 88, { "image.dropped": 54, "sku.repeated": 3 }],
] as const;

test.skipIf(!isThere).for(files)(
  `%s comes in whole, nothing rejected, and again without a change${skipReason}`,
  async ([file, products, variants, repairs]) => {
    const ctx = await emptyCatalog();

    const first = await importText(ctx, read(file), { currencyCode: "USD" });
    const again = await importText(ctx, read(file), { currencyCode: "USD" });

    const catalog = await storedCatalog(ctx);
    expect(first.rejects).toEqual([]);
    expect(first.summary.warningsByCode).toEqual(repairs);
    expect([catalog.length, catalog.flatMap((product) => product.variants).length]).toEqual([products, variants]);
    expect(first.summary.products).toEqual({ created: products, updated: 0, unchanged: 0 });
    expect(again.summary.products).toEqual({ created: 0, updated: 0, unchanged: products });
    expect(again.summary.variants).toEqual({ created: 0, updated: 0, unchanged: variants });
  },
);

test.skipIf(!isThere)(
  `Spree's lines per currency are prices of one variant each, not variants of their own${skipReason}`,
  async () => {
    const rows: Record<string, string>[] = parse(read("spree/products.csv"), { columns: true, bom: true });
    const priceOf = (currency: string) =>
      new Map(rows.filter((row) => row["currency"] === currency).map((row) => [row["sku"], Number(row["price"])]));
    const sold = rows.filter((row) => row["option1_value"] !== "");
    const combinations = new Set(
      sold.map((row) => [row["slug"], row["option1_value"], row["option2_value"]].join("/")),
    );
    const ctx = await emptyCatalog();

    await importText(ctx, read("spree/products.csv"), { currencyCode: "EUR" });

    const variants = (await storedCatalog(ctx)).flatMap((product) => product.variants);
    expect([rows.length, combinations.size]).toEqual([211, 87]);
    expect(variants.map(({ sku }) => sku).sort()).toEqual(sold.map((row) => row["sku"]).sort());
    expect(new Set(variants.map(({ currencyCode }) => currencyCode))).toEqual(new Set(["EUR"]));
    expect(variants.filter(({ sku, price }) => priceOf("EUR").get(sku ?? "") !== price.toNumber())).toEqual([]);
  },
);

test.skipIf(!isThere)(
  `Shopify's own files keep options, prices, stock and images as they write them${skipReason}`,
  async () => {
    for (const [file] of files.filter(([name]) => name.startsWith("shopify") || name.startsWith("packt"))) {
      const rows: Record<string, string>[] = parse(read(file), { columns: true, bom: true });
      const text = (row: Record<string, string>, column: string) => row[column]?.trim() ?? "";
      const ctx = await emptyCatalog();

      await importText(ctx, read(file), { currencyCode: "USD" });

      const catalog = await storedCatalog(ctx);
      const stored = catalog.flatMap(({ externalId, variants }) =>
        variants.map(({ sku, optionValues, price, compareAtPrice, weightGrams, imageUrl, stockLevels }) => {
          const amounts = [price, compareAtPrice ?? 0, weightGrams ?? 0].map(Number);
          return [
            externalId,
            sku ?? "",
            optionValues.join("/"),
            ...amounts,
            imageUrl ?? "",
            stockLevels[0]?.onHand ?? "",
          ];
        }),
      );
      const written = rows
        .filter((row) => text(row, "Option1 Value") !== "" || text(row, "Variant Price") !== "")
        .map((row) => {
          const values = ["Option1 Value", "Option2 Value", "Option3 Value"].map((column) => text(row, column));
          const options = values.filter((value) => value !== "" && value !== "Default Title").join("/");
          const grams = Number(text(row, "Variant Grams")).toFixed(3);
          const amounts = [text(row, "Variant Price"), text(row, "Variant Compare At Price"), grams].map(Number);
          const pieces = text(row, "Variant Inventory Qty");
          const place = [text(row, "Handle"), text(row, "Variant SKU"), options];
          return [...place, ...amounts, text(row, "Variant Image"), pieces === "" ? "" : Number(pieces)];
        });
      const images = new Set(rows.map((row) => text(row, "Image Src")).filter((url) => url !== ""));
      const storedImages = catalog.flatMap((product) => product.images as { url: string }[]).map(({ url }) => url);
      const byText = (lines: unknown[][]) => lines.map((line) => JSON.stringify(line)).sort();
      expect(byText(stored)).toEqual(byText(written));
      expect(new Set(storedImages)).toEqual(images);
    }
  },
);
