import fc from "fast-check";
import { expect, test } from "vitest";
import {
  canonicalDecimal,
  cleanText,
  isNegativeNumber,
  readBarcode,
  readCategoryPath,
  readDecimal,
  readFlag,
  readImageUrl,
  readQuantity,
  readWeightGrams,
  roundDecimal,
  shortenText,
  toHandle,
} from "#app/domain/catalog/imports/repairs.ts";

test.for([
  ["25", "25"],
  ["19.90", "19.9"],
  ["007.50", "7.5"],
  [".99", "0.99"],
  ["12.", "12"],
  ["0", "0"],
])("a plain number %s is read as it stands", ([raw, value]) => {
  expect(readDecimal(raw ?? "")).toEqual({ kind: "read", value });
});

test.for([
  ["1.234,56", "1234.56"],
  ["1,234.56", "1234.56"],
  ["12,5", "12.5"],
  ["1.234.567", "1234567"],
  ["$1,234.50", "1234.5"],
  ["12,00 €", "12"],
  ["EUR 12.30", "12.3"],
  ["1'234.50", "1234.5"],
])("a price written as %s is repaired to %s", ([raw, value]) => {
  expect(readDecimal(raw ?? "")).toMatchObject({ kind: "repaired", value });
});

test.for(["1,234", "abc", "", "1.2E+3", "12.3.4", "1,23,4", "12-5"])("the price %j is not guessed", (raw) => {
  expect(readDecimal(raw).kind).toBe("unreadable");
});

test.for(["-5", "-5.00 €", "(12.00)", "$-3", "−4"])("the price %s is recognized as negative", (raw) => {
  const reading = readDecimal(raw);

  expect(reading.kind).toBe("unreadable");
  expect(isNegativeNumber(raw)).toBe(true);
});

test("a price keeps its worth in every way of writing that is accepted", () => {
  const cents = fc.integer({ min: 0, max: 999_999_999 });
  fc.assert(
    fc.property(cents, (amount) => {
      const plain = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;
      const expected = canonicalDecimal(plain);
      for (const locale of ["en-US", "de-DE", "de-CH"]) {
        const written = (amount / 100).toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
        const reading = readDecimal(written);
        expect(reading.kind === "unreadable" ? written : reading.value).toBe(expected);
      }
    }),
  );
});

test("rounding is exact for amounts beyond floating point", () => {
  expect(roundDecimal("9999999999.99995", 4)).toBe("10000000000");
  expect(roundDecimal("0.12344999999999999999", 4)).toBe("0.1234");
  expect(roundDecimal("0.00005", 4)).toBe("0.0001");
  expect(roundDecimal("12.5", 4)).toBe("12.5");
});

test("the canonical form of a number does not change again", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }), (whole, places) => {
      const text = `${whole}.${"0".repeat(places)}`;
      expect(canonicalDecimal(canonicalDecimal(text))).toBe(canonicalDecimal(text));
      expect(Number(canonicalDecimal(text))).toBe(Number(text));
    }),
  );
});

test.for(["3.65275E+11", "4.6347E+11", "3,65E+11", "1e+12"])("the barcode %s has lost its digits", (raw) => {
  expect(readBarcode(raw).kind).toBe("unreadable");
});

test.for([
  ["4006381333931", { kind: "read", value: "4006381333931" }],
  ["0012345678905", { kind: "read", value: "0012345678905" }],
  ['="0012345678905"', { kind: "repaired", value: "0012345678905" }],
  ["'4006381333931", { kind: "repaired", value: "4006381333931" }],
  ["4006381333931.0", { kind: "repaired", value: "4006381333931" }],
  ["ABC-123", { kind: "read", value: "ABC-123" }],
] as const)("the barcode %s keeps its digits", ([raw, reading]) => {
  expect(readBarcode(raw)).toMatchObject(reading);
});

test.for([
  ["12", 12],
  ["-3", -3],
  ["5.0", 5],
  ["1,200", 1200],
  ["1.000", 1],
] as const)("the quantity %s is %d", ([raw, value]) => {
  expect(readQuantity(raw)).toMatchObject({ value });
});

test.for(["5.5", "many", "3000000000", ""])("the quantity %j is no whole number of pieces", (raw) => {
  expect(readQuantity(raw).kind).toBe("unreadable");
});

test.for([
  ["1.5", "kg", "1500"],
  ["226.796185", "g", "226.796"],
  ["1", "lb", "453.592"],
  ["2", "oz", "56.699"],
] as const)("%s %s is %s grams", ([raw, unit, grams]) => {
  expect(readWeightGrams(raw, unit)).toMatchObject({ value: grams });
});

test("a weight of an unknown unit is not read as grams", () => {
  expect(readWeightGrams("3", "stone").kind).toBe("unreadable");
});

test("yes and no are read in the ways that shops export them", () => {
  expect([readFlag("TRUE"), readFlag("true"), readFlag("1")].every((flag) => flag.kind === "read" && flag.value)).toBe(
    true,
  );
  expect(readFlag("False")).toEqual({ kind: "read", value: false });
  expect(readFlag("perhaps").kind).toBe("unreadable");
});

test("a handle holds what a web address can hold, and making it again changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      const handle = toHandle(text);
      expect(handle).toBe(toHandle(handle));
      expect(handle.length).toBeLessThanOrEqual(255);
      expect(handle).toMatch(/^(?:[\p{L}\p{N}\p{M}_][\p{L}\p{N}\p{M}_-]*)?$/u);
    }),
  );
});

test("text that is stored holds no control characters but tabs and line ends, and no half characters", () => {
  const troublesome = fc.constantFrom(
    "a",
    "é",
    "🙂",
    "\ud83d",
    "\ude42",
    "\0",
    "\u0007",
    "\u0085",
    "\u009f",
    "\t",
    "\n",
  );
  fc.assert(
    fc.property(fc.string({ unit: troublesome, maxLength: 30 }), fc.integer({ min: 0, max: 20 }), (text, maxLength) => {
      const clean = shortenText(cleanText(text), maxLength);
      expect(clean).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
      expect(Buffer.from(clean, "utf8").toString("utf8")).toBe(clean);
      expect(clean.length).toBeLessThanOrEqual(maxLength);
    }),
  );
});

test("an image needs a web address; a missing https: is added", () => {
  expect(readImageUrl("https://cdn.example.com/a.jpg")).toMatchObject({ kind: "read" });
  expect(readImageUrl("//cdn.example.com/a.jpg")).toMatchObject({
    kind: "repaired",
    value: "https://cdn.example.com/a.jpg",
  });
  expect(readImageUrl("a.jpg").kind).toBe("unreadable");
  expect(readImageUrl("javascript:alert(1)").kind).toBe("unreadable");
});

test("a category path is cut at its separator and cleaned", () => {
  expect(readCategoryPath(" Home  >  Lighting ", " > ")).toEqual(["Home", "Lighting"]);
  expect(readCategoryPath("Kitchen -> Coffee  Machines", " -> ")).toEqual(["Kitchen", "Coffee Machines"]);
  expect(readCategoryPath("", " > ")).toEqual([]);
});
