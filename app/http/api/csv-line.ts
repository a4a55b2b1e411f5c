/** What a spreadsheet would take for a formula is written as text. */
const FORMULA = /^'*[=+\-@\t\r]/;

type CsvValue = string | number | Date | null;

/** One line of a CSV file (RFC 4180). A text that begins like a formula gets an apostrophe before it. */
export const csvLine = (values: readonly CsvValue[]): string => `${values.map(csvField).join(",")}\r\n`;

function csvField(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = value instanceof Date ? value.toISOString() : FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
