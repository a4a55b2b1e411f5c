import fc from "fast-check";
import { expect, test } from "vitest";
import { describeRequest } from "#app/components/batches/describe-request.ts";
import { english } from "#tests/support/texts.ts";

test("what was sent reads as names and short texts, what tells products apart first, lists with their length", () => {
  const facts = describeRequest(english, {
    input: {
      metafields: [{ key: "product_id", value: "42" }],
      descriptionHtml: "",
      variants: [
        { optionValues: [{ optionName: "Size", name: "S" }], price: "19.90", sku: "M-S" },
        { optionValues: [{ optionName: "Size", name: "L" }], price: "21.90", sku: "M-L" },
      ],
      productOptions: [{ name: "Size", values: [{ name: "S" }, { name: "L" }] }],
      title: "Mug",
    },
  });

  expect(facts).toEqual([
    { name: "Title", text: "Mug" },
    { name: "Product options (1)", text: "Size: S, L" },
    { name: "Variants (2)", text: "S, 19.90, M-S; L, 21.90, M-L" },
    { name: "Metafields (1)", text: "product_id = 42" },
  ]);
});

test("whatever was sent can be described, in at most 40 facts", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(describeRequest(english, json).length).toBeLessThanOrEqual(40);
    }),
  );
});
