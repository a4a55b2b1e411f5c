import { expect, test } from "vitest";
import { csvLine } from "#app/http/api/csv-line.ts";

test("a field with commas, quotes or line breaks is quoted", () => {
  expect(csvLine(["a,b", 'say "hi"', "two\nlines", "plain"])).toBe('"a,b","say ""hi""","two\nlines",plain\r\n');
});

test("numbers, times and nothing are written as they are", () => {
  expect(csvLine([-5, new Date(0), null])).toBe("-5,1970-01-01T00:00:00.000Z,\r\n");
});

test("a text that a spreadsheet would run as a formula is only text", () => {
  expect(csvLine(["=1+1", "+49", "-", "@sum"])).toBe("'=1+1,'+49,'-,'@sum\r\n");
});
