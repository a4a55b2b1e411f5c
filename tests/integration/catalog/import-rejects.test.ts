import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { expect, onTestFinished, test } from "vitest";
import { createRejectsFile } from "#app/domain/catalog/imports/rejects-file.server.ts";
import { rejectRemedies, type RejectCode } from "#app/domain/catalog/imports/findings.ts";
import { emptyCatalog, importText, storedCatalog } from "#tests/support/import-text.ts";

const HEADER =
  "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value," +
  "Option4 Name,Option4 Value,Variant SKU,Variant Price,Variant Barcode";
const BEFORE = ["before,Before,Size,S,,,,,,,B-S,10,", "before,,,M,,,,,,,B-M,10,"];
const AFTER = ["after,After,,,,,,,,,A,10,"];

async function importWithRejectsFile(lines: readonly (string | Uint8Array)[]) {
  const folder = await mkdtemp(path.join(tmpdir(), "rejects-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const ctx = await emptyCatalog();
  const rejectsPath = path.join(folder, "rejects.csv");
  const rejects = createRejectsFile(rejectsPath);
  const content = Buffer.concat(lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from("\n")])));
  const { summary, warnings } = await importText(ctx, content, { rejects });
  await rejects.close();
  const writtenTo = rejects.writtenTo();
  const written = writtenTo === null ? "" : await readFile(writtenTo, "utf8");
  const rows: Record<string, string>[] = parse(written, { columns: true });
  const products = (await storedCatalog(ctx)).map(({ externalId, variants }) => [externalId, variants.length]);
  return { summary, warnings, rows, products, files: await readdir(folder) };
}

const latin1 = (text: string) => Buffer.from(text, "latin1");

const cases: {
  fault: string;
  lines: (string | Uint8Array)[];
  code: RejectCode;
  /** Line in the file; the header is line 1, the faulty product begins on line 4. */
  line: number;
  column: string;
  reason: RegExp;
}[] = [
  {
    fault: "a missing title",
    lines: ["bad,,Size,S,,,,,,,X-S,10,", "bad,,,M,,,,,,,X-M,10,"],
    code: "product.title-missing",
    line: 4,
    column: "Title",
    reason: /has no title/,
  },
  {
    fault: "option values that come twice",
    lines: ["bad,Bad,Size,S,,,,,,,X-1,10,", "bad,,,S,,,,,,,X-2,10,"],
    code: "option.values-repeated",
    line: 5,
    column: "Option1 Value",
    reason: /line 4 has the same option values \(S\)/,
  },
  {
    fault: "four options",
    lines: ["bad,Bad,Size,S,Color,Red,Fit,Slim,Cut,V,X,10,"],
    code: "product.too-many-options",
    line: 4,
    column: "Option4 Value",
    reason: /4 options \(Size, Color, Fit, Cut\)/,
  },
  {
    fault: "broken quotes",
    lines: ["bad,Bad,Size,S,,,,,,,X-S,10,", 'bad,"12" shelf,,M,,,,,,,X-M,10,'],
    code: "line.broken-quotes",
    line: 5,
    column: "Title",
    reason: /text follows the closing quote/,
  },
  {
    fault: "a quote that is never closed",
    lines: ["bad,Bad,Size,S,,,,,,,X-S,10,", 'bad,,,"M,,,,,,,X-M,10,'],
    code: "line.broken-quotes",
    line: 5,
    column: "Option1 Value",
    reason: /never closed|record of \d+ columns/,
  },
  {
    fault: "bytes of another encoding",
    lines: ["bad,Bad,Size,S,,,,,,,X-S,10,", latin1("bad,,,Größe M,,,,,,,X-M,10,")],
    code: "line.encoding",
    line: 5,
    column: "Option1 Value",
    reason: /line 5 holds bytes that are not UTF-8/,
  },
  {
    fault: "a missing price",
    lines: ["bad,Bad,Size,S,,,,,,,X-S,10,", "bad,,,M,,,,,,,X-M,,"],
    code: "price.missing",
    line: 5,
    column: "Variant Price",
    reason: /no price/,
  },
  {
    fault: "a negative price",
    lines: ["bad,Bad,Size,S,,,,,,,X-S,-10,"],
    code: "price.negative",
    line: 4,
    column: "Variant Price",
    reason: /negative/,
  },
  {
    fault: "a price that means two things",
    lines: ['bad,Bad,Size,S,,,,,,,X-S,"1,234",'],
    code: "price.unreadable",
    line: 4,
    column: "Variant Price",
    reason: /thousands or decimals/,
  },
  {
    fault: "a price beyond what the catalog can hold",
    lines: ["bad,Bad,Size,S,,,,,,,X-S,12345678901,"],
    code: "field.invalid",
    line: 4,
    column: "Variant Price",
    reason: /from 0 to 9999999999/,
  },
  {
    fault: "too few columns",
    lines: ["bad,Bad,Size,S,,,,,,,X-S,10,", "bad,,,M"],
    code: "line.column-count",
    line: 5,
    column: "Option1 Value",
    reason: /4 columns, the header 13/,
  },
  {
    fault: "a missing option value",
    lines: ["bad,Bad,Size,S,Color,Red,,,,,X-S,10,", "bad,,,M,,,,,,,X-M,10,"],
    code: "option.value-missing",
    line: 5,
    column: "Option2 Value",
    reason: /no value for the option Color/,
  },
  {
    fault: "an option without a name",
    lines: ["bad,Bad,,S,,,,,,,X-S,10,", "bad,,,M,,,,,,,X-M,10,"],
    code: "option.name-missing",
    line: 4,
    column: "Option1 Name",
    reason: /no name/,
  },
];

test.for(cases)(
  "$fault: line, column, reason and remedy are written, nothing of the product is imported, and all else is",
  async ({ lines, code, line, column, reason }) => {
    const { summary, rows, products } = await importWithRejectsFile([HEADER, ...BEFORE, ...lines, ...AFTER]);

    const [row] = rows;
    expect(row).toMatchObject({ line: String(line), column, product: "bad", code, "what to do": rejectRemedies[code] });
    expect(row?.["reason"]).toMatch(reason);
    expect(row?.["lines held back"]).toBe(lines.length === 1 ? "4" : "4-5");
    expect(products).toEqual([
      ["after", 1],
      ["before", 2],
    ]);
    expect(summary).toMatchObject({ rejectedProducts: 1, rejectedLines: rows.length, products: { created: 2 } });
  },
);

test("a line that names no product holds back the product above it, which may lack a variant", async () => {
  const { rows, products } = await importWithRejectsFile([HEADER, ...BEFORE, ",,,L,,,,,,,B-L,10,", ...AFTER]);

  expect(rows).toMatchObject([{ line: "4", product: "before", code: "product.key-missing", "lines held back": "2-4" }]);
  expect(products).toEqual([["after", 1]]);
});

test("a barcode that a spreadsheet destroyed costs the barcode alone, with a warning", async () => {
  const line = "mug,Mug,,,,,,,,,MUG,10,3.65E+11";

  const { summary, warnings, products, files } = await importWithRejectsFile([HEADER, line]);

  expect(warnings).toMatchObject([{ line: 2, column: "Variant Barcode", product: "mug", code: "barcode.mangled" }]);
  expect(summary.warningsByCode).toEqual({ "barcode.mangled": 1 });
  expect(products).toEqual([["mug", 1]]);
  expect(files).toEqual([]);
});

test("a rejected line keeps what the catalog holds of its product", async () => {
  const ctx = await emptyCatalog();
  await importText(ctx, [HEADER, ...BEFORE].join("\n"));
  const before = await storedCatalog(ctx);

  const { rejects } = await importText(
    ctx,
    [HEADER, "before,New,Size,S,,,,,,,B-S,12,", "before,,,M,,,,,,,B-M,x,"].join("\n"),
  );

  expect(rejects).toHaveLength(1);
  expect(await storedCatalog(ctx)).toEqual(before);
});

test("faults among many products reject exactly the faulty ones", async () => {
  const numbers = Array.from({ length: 1500 }, (_, at) => at);
  const lines = numbers.map((at) => `p${at},${at % 100 === 7 ? "" : `P${at}`},,,,,,,,,P-${at},10,`);

  const { summary, rows } = await importWithRejectsFile([HEADER, ...lines]);

  expect(rows.map(({ product }) => product)).toEqual(numbers.filter((at) => at % 100 === 7).map((at) => `p${at}`));
  expect(summary).toMatchObject({ rejectedProducts: 15, products: { created: 1485 }, variants: { created: 1485 } });
});
