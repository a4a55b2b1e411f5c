import fc from "fast-check";
import { isEnumType } from "graphql";
import { expect, test } from "vitest";
import { checkProduct } from "#app/domain/uploads/preflight/check-product.ts";
import { preflightCodes } from "#app/domain/uploads/preflight/preflight-codes.ts";
import { COUNTRY_CODES } from "#app/domain/uploads/preflight/shopify-limits.ts";
import { adminSchema } from "#tests/simulator/graphql/schema.ts";
import { checkedProduct } from "#tests/support/preflight/checked-product.ts";

const word = fc.stringMatching(/^[a-zA-Z0-9äöüßé]{1,40}$/);
const text = fc
  .string({ unit: "grapheme", maxLength: 60 })
  .filter((value) => value.trim() !== "" && !value.includes(" / "));
const money = fc.integer({ min: 0, max: 99_999_999 }).map((cents) => (cents / 100).toFixed(2));
const url = word.map((name) => `https://images.example.com/${encodeURIComponent(name)}.webp`);
const countries = fc.constantFrom("DE", "US", "XK", null);

const variant = fc.record({
  sku: fc.option(word, { nil: null }),
  barcode: fc.option(fc.stringMatching(/^\d{8,14}$/), { nil: null }),
  price: money,
  compareAtPrice: fc.option(money, { nil: null }),
  cost: fc.option(money, { nil: null }),
  weightGrams: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: null }),
  imageUrl: fc.option(url, { nil: null }),
  hsCode: fc.option(fc.stringMatching(/^\d{6,13}$/), { nil: null }),
  countryOfOrigin: countries,
});

/** A grid of option values, of which each variant takes another cell. */
const valid = fc
  .record({
    title: text,
    handle: fc.stringMatching(/^[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,3}$/),
    descriptionHtml: fc.string({ maxLength: 2_000 }),
    vendor: text,
    tags: fc.uniqueArray(word, { maxLength: 250 }),
    seoTitle: fc.option(fc.string({ maxLength: 200 }), { nil: null }),
    images: fc.array(fc.record({ url, alt: fc.option(text, { nil: null }) }), { maxLength: 20 }),
    metafields: fc.uniqueArray(
      fc.record({
        namespace: fc.stringMatching(/^[a-z0-9_-]{3,20}$/),
        key: fc.stringMatching(/^[a-z0-9_-]{2,20}$/),
        type: fc.constant("single_line_text_field"),
        value: text,
      }),
      { maxLength: 25, selector: ({ namespace, key }) => `${namespace}.${key}` },
    ),
    names: fc.uniqueArray(text, { minLength: 1, maxLength: 3, selector: (name) => name.trim().toLowerCase() }),
    values: fc.uniqueArray(text, { minLength: 1, maxLength: 12, selector: (value) => value.trim().toLowerCase() }),
    variants: fc.array(variant, { minLength: 1, maxLength: 12 }),
  })
  .map(({ names, values, variants, ...product }) => ({
    product: { ...product, options: names.map((name) => ({ name, values })) },
    variants: variants
      .slice(0, values.length)
      .map((changes, index) => ({ ...changes, optionValues: names.map(() => values[index] ?? "") })),
  }));

test("a product within Shopify's rules has no error", () => {
  fc.assert(
    fc.property(valid, (given) => {
      const errors = checkProduct(checkedProduct(given)).filter(({ severity }) => severity === "error");

      expect(errors).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("the largest product that Shopify takes has no error", () => {
  const lists = [16, 16, 8].map((count, option) =>
    Array.from({ length: count }, (_, index) => `Value ${option}-${index}`),
  );
  const [first = [], second = [], third = []] = lists;
  const combinations = first.flatMap((a) => second.flatMap((b) => third.map((c) => [a, b, c])));
  const given = checkedProduct({
    product: {
      options: lists.map((values, index) => ({ name: `Option ${index}`, values })),
      images: Array.from({ length: 20 }, (_, index) => ({ url: `https://images.example.com/${index}.jpg` })),
      metafields: Array.from({ length: 25 }, (_, index) => ({
        namespace: "custom",
        key: `key_${index}`,
        type: "json",
        value: "{}",
      })),
    },
    variants: combinations.map((optionValues) => ({ optionValues })),
  });

  expect(given.variants).toHaveLength(2_048);
  expect(checkProduct(given)).toEqual([]);
});

test("the countries that preflight takes are those of Shopify's schema", () => {
  const type = adminSchema().getType("CountryCode");
  const known = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];

  expect([...COUNTRY_CODES].sort()).toEqual(known.sort());
});

test.for(Object.entries(preflightCodes))("%s says in full sentences what it means and what to do", ([, meaning]) => {
  for (const sentence of [meaning.explanation, meaning.whatToDo]) expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
});
