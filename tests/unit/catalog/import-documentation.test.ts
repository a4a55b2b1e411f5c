import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { IMPORT_HELP } from "#app/cli/import-arguments.ts";
import { csvFields } from "#app/domain/catalog/imports/csv/csv-layout.ts";
import { columnMappingSchema, parseColumnMapping } from "#app/domain/catalog/imports/csv/mapped-csv.ts";
import { isShopifyHeader, shopifyLayout } from "#app/domain/catalog/imports/csv/shopify-csv.ts";
import { rejectRemedies, repairMeanings } from "#app/domain/catalog/imports/findings.ts";
import { shippedMappings } from "#app/domain/catalog/imports/mappings/shipped.ts";
import { productDraftSchema, variantDraftSchema } from "#app/domain/catalog/imports/product-draft.ts";
import { readCatalogText } from "#tests/support/read-catalog-text.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../../docs/import.md"), "utf8");

/** The text below a heading, up to the next one. */
function section(heading: string): string {
  const [, after = ""] = page.split(`\n${heading}\n`);
  return after.split(/\n##/)[0] ?? "";
}

/** The cells of the tables in a text, without their headers. */
const tableRows = (text: string): string[][] =>
  text
    .split("\n")
    .filter(
      (line, at, lines) => line.startsWith("| ") && !line.startsWith("| ---") && !lines[at + 1]?.startsWith("| ---"),
    )
    .map((line) => line.slice(2, -2).split(" | "));

const codeBlocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp("```" + language + "\n([\\s\\S]*?)```", "g"))].map(([, code = ""]) => code.trim());

const named = (cell: string | undefined): string[] =>
  [...(cell ?? "").matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);

test("the page lists every repair, with the words that the import uses", () => {
  const listed = Object.fromEntries(tableRows(section("## Repairs")).map(([code = "", text]) => [code, text]));

  expect(listed).toEqual(
    Object.fromEntries(Object.entries(repairMeanings).map(([code, text]) => [`\`${code}\``, text])),
  );
});

test("the page lists every reason to reject a line, with what the rejects file says to do", () => {
  const rows = tableRows(section("## Rejects"));
  const listed = Object.fromEntries(rows.map(([code = "", , remedy]) => [code, remedy]));

  expect(listed).toEqual(
    Object.fromEntries(Object.entries(rejectRemedies).map(([code, text]) => [`\`${code}\``, text])),
  );
  expect(rows.filter(([, why = ""]) => why.length < 10)).toEqual([]);
});

test("the page explains the options that the command has, and no others", () => {
  const known = new Set(IMPORT_HELP.match(/^ {2}--[a-z]+/gm)?.map((option) => option.trim()));
  const explained = tableRows(section("## The command")).flatMap(([cell = ""]) => /--[a-z]+/.exec(cell)?.[0] ?? []);

  expect(new Set(explained)).toEqual(known);
});

test("the page's JSON line is imported as it stands, and its tables name every field that a line may have", async () => {
  const text = section("## JSON Lines");
  const [line = ""] = codeBlocks(text, "json");
  const [first, ...others] = tableRows(text).flatMap(([cell]) => named(cell));
  const documented = new Set([first, ...others]);

  const [product] = await readCatalogText(line);

  expect(product).toMatchObject({ key: "LAMP-1", warnings: [], rejects: [] });
  const { categoryPath: _, ...productFields } = productDraftSchema.shape;
  const { line: __, ...variantFields } = variantDraftSchema.shape;
  expect(documented).toEqual(new Set([...Object.keys(productFields), "category", ...Object.keys(variantFields)]));
  const used = JSON.parse(line) as { variants: [object] };
  expect(new Set([...Object.keys(used), ...Object.keys(used.variants[0])])).toEqual(documented);
});

test("the page's mapping reads the page's file, and its tables name every key and field of a mapping", async () => {
  const text = section("## Any other CSV");
  const mapping = parseColumnMapping(JSON.parse(codeBlocks(text, "json")[0] ?? ""));
  const [content = ""] = codeBlocks(text, "csv");

  const products = await readCatalogText(content, { mapping, currency: "EUR" });

  expect(products).toMatchObject([
    { key: "P1", warnings: [], rejects: [], draft: { categoryPath: ["Wood", "Boards"] } },
  ]);
  expect(products[0]?.draft?.variants).toMatchObject([
    { sku: "P1-OAK", optionValues: ["Oak"], price: "12.5", weightGrams: "1500", stockOnHand: 3 },
    { sku: "P1-ASH", optionValues: ["Ash"], price: "11", weightGrams: "1400", stockOnHand: 7 },
  ]);
  expect(products[0]?.draft?.images).toHaveLength(2);
  expect(new Set(tableRows(text).flatMap(([cell]) => named(cell)))).toEqual(
    new Set(Object.keys(columnMappingSchema.shape)),
  );
  expect(named(/The fields of `columns`: (.*)\./.exec(text)?.[1])).toEqual([...csvFields]);
  expect(shippedMappings.filter(({ name }) => !text.includes(`\`${name}\``))).toEqual([]);
});

test("the columns that the page names for either generation of Shopify's CSV are all understood, and mean the same", () => {
  const rows = tableRows(section("## Shopify's product CSV"));
  const columns = (index: 1 | 2) =>
    rows.flatMap((row) => (row[index] ?? "").split(", ").filter((name) => name !== "…"));
  const fieldsOf = (header: string[]) => Object.keys(shopifyLayout(header).indexes).sort();

  const [older, newer] = [columns(1), columns(2)];

  expect([isShopifyHeader(older), isShopifyHeader(newer)]).toEqual([true, true]);
  expect([...older, ...newer].filter((name) => shopifyLayout([name]).ignoredColumns.length > 0)).toEqual([]);
  expect(fieldsOf(older)).toEqual(fieldsOf(newer));
});
