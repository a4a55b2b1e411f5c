import fc from "fast-check";
import { expect, test } from "vitest";
import { readCsvRecords, type CsvRecord } from "#app/domain/catalog/imports/csv/read-records.ts";
import { readSourceLines } from "#app/domain/catalog/imports/source-lines.ts";
import { inChunks } from "#tests/support/read-catalog-text.ts";

async function recordsOf(content: string | Uint8Array, chunkBytes = 16): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const block of readCsvRecords(readSourceLines(inChunks(content, chunkBytes)))) records.push(...block);
  return records;
}

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

test("what is written as CSV is read back cell by cell, with its line, whatever the pieces it comes in", async () => {
  const cell = fc
    .string({ unit: fc.constantFrom("a", "é", "🙂", '"', ",", ";", "\n", " ", "1"), maxLength: 8 })
    .map((text) => text.trim());
  const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, chunkBytes) => {
      const filled = rows.filter((row) => row.some((text) => text !== ""));
      const content = ["one,two,three", ...filled.map((row) => row.map(quote).join(","))].join("\n");
      const records = await recordsOf(content, chunkBytes);

      let line = 2;
      const expected = filled.map((cells) => {
        const record = { line, cells: [...cells] };
        line += 1 + cells.join("").split("\n").length - 1;
        return record;
      });
      expect(records.slice(1).map(({ line: at, cells }) => ({ line: at, cells }))).toEqual(expected);
      expect(records.every(({ fault }) => fault === null)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test.for([
  ["a value that is never closed", 'b,"never closed,3'],
  ["a quote inside a bare value", 'b,12" shelf,3'],
  ["text after a closing quote", 'b,"one" two,3'],
] as const)("%s costs its own line alone", async ([, broken]) => {
  const records = await recordsOf(`h,t,p\na,"first, good",1\n${broken}\nc,"third, good",3\nd,fourth,4\n`);

  expect(records.map(({ line, fault }) => [line, fault?.code ?? "good"])).toEqual([
    [1, "good"],
    [2, "good"],
    [3, "line.broken-quotes"],
    [4, "good"],
    [5, "good"],
  ]);
  expect(records[2]?.fault?.columnIndex).toBe(1);
  expect(records[3]?.cells).toEqual(["c", "third, good", "3"]);
});

test("a quote that is opened on the last line does not take the lines before it along", async () => {
  const records = await recordsOf('h,t\na,"1"\nb,2\nc,"3');

  expect(records.map(({ line, fault }) => [line, fault?.code ?? "good"])).toEqual([
    [1, "good"],
    [2, "good"],
    [3, "good"],
    [4, "line.broken-quotes"],
  ]);
});

test("every broken line is reported, however many there are", async () => {
  const broken = Array.from({ length: 200 }, (_, index) => `b${index},"x`);

  const records = await recordsOf(["h,t", ...broken, "good,1"].join("\n"), 4096);

  expect(records.filter(({ fault }) => fault?.code === "line.broken-quotes")).toHaveLength(200);
  expect(records.at(-1)).toMatchObject({ line: 202, cells: ["good", "1"], fault: null });
});

test("a line with too few or too many columns is a fault, empty columns at the end are not", async () => {
  const records = await recordsOf("h,t,p\na,1\nb,1,2,3\nc,1,2,,\n");

  expect(records.map(({ fault }) => fault?.code ?? "good")).toEqual([
    "good",
    "line.column-count",
    "line.column-count",
    "good",
  ]);
});

test("a line that is not UTF-8 is a fault of that line, at its column", async () => {
  const content = Buffer.concat([Buffer.from("h,t\na,Grün\nb,Gr"), Buffer.from([0xfc]), Buffer.from("n\nc,Grün\n")]);

  const records = await recordsOf(content);

  expect(records.map(({ fault }) => fault?.code ?? "good")).toEqual(["good", "good", "line.encoding", "good"]);
  expect(records[2]?.fault).toMatchObject({ columnIndex: 1 });
  expect(records[3]?.cells).toEqual(["c", "Grün"]);
});

test("a mark at the start, Windows line ends, blank lines and padding change nothing", async () => {
  const records = await recordsOf('\uFEFFh , t\r\n\r\na ,"x, y"  \r\n   \r\nb,z');

  expect(records.map(({ line, cells }) => [line, ...cells])).toEqual([
    [1, "h", "t"],
    [3, "a", "x, y"],
    [5, "b", "z"],
  ]);
});

test("a stray NUL does not make a file something else than text", async () => {
  const records = await recordsOf("h,t\na,b\0c\n", 4096);

  expect(records[1]).toMatchObject({ cells: ["a", "b\0c"], fault: null });
});

test.for([";", "\t"])("a file that is separated by %j is read like one with commas", async (delimiter) => {
  const records = await recordsOf(`h${delimiter}t\na${delimiter}"1,5"\n`);

  expect(records[1]?.cells).toEqual(["a", "1,5"]);
});

test.for([
  ["UTF-16 with a mark", Buffer.from("\uFEFFHandle,Title", "utf16le"), /UTF-16/],
  ["UTF-16 without a mark", Buffer.from("Handle,Title", "utf16le"), /UTF-16/],
  ["a spreadsheet", Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00]), /Export it as CSV/],
  ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /not text/],
  ["a packed file", Buffer.from([0x1f, 0x8b, 0x08, 0x00]), /unpack/],
] as const)("%s is refused as a whole, saying what to do", async ([, content, message]) => {
  await expect(recordsOf(content)).rejects.toThrow(message);
});
