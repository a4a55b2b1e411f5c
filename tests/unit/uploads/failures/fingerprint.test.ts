import fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprintOf } from "#app/domain/uploads/failures/fingerprint.ts";

const index = fc.nat({ max: 2_047 });
const id = fc.nat().map((number) => `gid://shopify/Product/${number}`);
const name = fc.stringMatching(/^[A-Za-z /]{1,20}$/);
const amount = fc.tuple(fc.nat(), fc.nat({ max: 99 })).map(([whole, cents]) => `${whole}.${cents}`);

test("rows that failed alike have one fingerprint, whatever their index, numbers, ids and quoted values", () => {
  const row = fc.tuple(index, amount, id, name, fc.uuid());
  const failure = ([at, price, gid, quoted, uuid]: [number, string, string, string, string]) => ({
    code: "shopify.invalid-variant",
    field: `input.variants.${at}.price`,
    message: `The price ${price} of "${quoted}" (${gid}, ${uuid}) is above 1,000 and isn't '${quoted}'.`,
  });

  fc.assert(
    fc.property(row, row, (one, other) => {
      expect(fingerprintOf(failure(one))).toBe(fingerprintOf(failure(other)));
    }),
  );
});

test("failures of another code, another field or other words have another fingerprint", () => {
  const failure = { code: "shopify.invalid", field: "input.variants.0.price", message: "Price is too high." };
  const others = [
    { ...failure, code: "shopify.too-long" },
    { ...failure, field: "input.variants.0.sku" },
    { ...failure, field: null },
    { ...failure, message: "Price is too low." },
  ];

  const fingerprints = new Set([failure, ...others].map(fingerprintOf));

  expect(fingerprints.size).toBe(1 + others.length);
});

test("numbers that are part of a field's name are no indices", () => {
  const failure = (field: string) => fingerprintOf({ code: "c", field, message: "m" });

  expect(failure("input.option1")).not.toBe(failure("input.option2"));
  expect(failure("input.1")).toBe(failure("input.22"));
});

test("an apostrophe in a word is no quotation, and a list of values counts as one", () => {
  const said = (message: string) => fingerprintOf({ code: "c", field: null, message });

  expect(said("It doesn't fit the shop's rule")).not.toBe(said("It doesn't suit the shop's rule"));
  expect(said('Choices: ["red", "blue"].')).toBe(said('Choices: ["S", "M", "L"].'));
});

test("any text that Shopify may send has a fingerprint of 16 hexadecimal digits", () => {
  const text = fc.string({ unit: "binary", maxLength: 1_500 });

  fc.assert(
    fc.property(text, text, fc.option(text), (code, message, field) => {
      expect(fingerprintOf({ code, message, field })).toMatch(/^[0-9a-f]{16}$/);
    }),
    { numRuns: 40 },
  );
});
