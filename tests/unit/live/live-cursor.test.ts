import { expect, test } from "vitest";
import { hasSeen, parseCursor, writeCursor } from "#app/domain/live/live-cursor.ts";

test("a cursor is written as it was read", () => {
  for (const text of ["1764537600000-100:100:", "1764537600000-100:120:100,105,119"]) {
    const cursor = parseCursor(text);
    expect(cursor && writeCursor(cursor)).toBe(text);
  }
});

test("what had been committed at a cursor was seen; what was open or came later was not", () => {
  const cursor = parseCursor("1764537600000-100:120:100,105");
  if (cursor === null) throw new Error("This is a cursor.");

  expect([99n, 101n, 119n].map((one) => hasSeen(cursor, one))).toEqual([true, true, true]);
  expect([100n, 105n, 120n, 500n].map((one) => hasSeen(cursor, one))).toEqual([false, false, false, false]);
});

test.each([
  "",
  "100:100:",
  "1764537600000-100:100",
  "1764537600000-0:100:",
  "1764537600000-120:100:",
  "1764537600000-100:120:105,100",
  "1764537600000-100:120:105,105",
  "1764537600000-100:120:99",
  "1764537600000-100:120:120",
  "1764537600000-100:9999999999999999999:",
  "1764537600000-100:120:100,",
  "1764537600000-100:120:100\n",
  `1764537600000-100:999999:${Array.from({ length: 2_000 }, (_, at) => 100 + at).join(",")}`,
])("%j is no cursor, and never reaches the database", (text) => {
  expect(parseCursor(text)).toBeNull();
});
