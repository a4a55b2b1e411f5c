import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseExactJson } from "#app/domain/reconciliation/exact-json.ts";
import { readDeletedProductId, readProductPayload } from "#app/domain/reconciliation/webhook-payloads.ts";

const samples = path.resolve(import.meta.dirname, "../../../../shared/data/webhooks/samples");
const bodyOf = (topic: string): unknown =>
  z.object({ response: z.unknown() }).parse(parseExactJson(readFileSync(path.join(samples, `${topic}.json`), "utf8")))
    .response;

const productBody = {
  admin_graphql_api_id: "gid://shopify/Product/1",
  handle: "shirt",
  updated_at: "2026-11-23T12:00:00+02:00",
  variants: [
    {
      admin_graphql_api_id: "gid://shopify/ProductVariant/11",
      inventory_item_id: 21,
      sku: "",
      option1: "S",
      option2: null,
      option3: null,
    },
  ],
};

test("a product's body is read in the words of the app", () => {
  expect(readProductPayload(productBody)).toEqual({
    shopifyProductId: "gid://shopify/Product/1",
    handle: "shirt",
    createdAt: null,
    updatedAt: new Date("2026-11-23T10:00:00Z"),
    content: { handle: "shirt" },
    variants: [
      {
        shopifyVariantId: "gid://shopify/ProductVariant/11",
        shopifyInventoryItemId: "gid://shopify/InventoryItem/21",
        sku: null,
        optionValues: ["S"],
        content: { sku: "" },
      },
    ],
    allVariantIds: new Set(["gid://shopify/ProductVariant/11"]),
  });
});

test("a hundred variants without the list of all ids may be only the first hundred", () => {
  const [variant] = productBody.variants;
  const hundred = Array.from({ length: 100 }, (_, number) => ({
    ...variant,
    admin_graphql_api_id: `gid://shopify/ProductVariant/${number}`,
  }));

  const unknown = readProductPayload({ ...productBody, variants: hundred });
  const known = readProductPayload({
    ...productBody,
    variants: hundred,
    variant_gids: [...hundred, { admin_graphql_api_id: "gid://shopify/ProductVariant/100" }],
  });

  expect(unknown?.allVariantIds).toBeNull();
  expect(known?.allVariantIds?.size).toBe(101);
});

test("a body that leaves the variants out says nothing about them", () => {
  expect(readProductPayload({ ...productBody, variants: [] })?.allVariantIds).toBeNull();
});

test("ids keep every digit, however long", () => {
  const body = parseExactJson('{"id": 788032119674292922, "price": 19.9, "weight": 1e30}');

  expect(body).toEqual({ id: "788032119674292922", price: 19.9, weight: 1e30 });
  expect(readDeletedProductId(body)).toBe("gid://shopify/Product/788032119674292922");
});

test("a body of another shape is not read", () => {
  expect(readProductPayload({ id: 1 })).toBeNull();
  expect(readProductPayload(null)).toBeNull();
  expect(readDeletedProductId({ id: "1; drop" })).toBeNull();
});

test.skipIf(!existsSync(samples))(
  `Shopify's samples of the topics are read${existsSync(samples) ? "" : " (skipped: ../shared/data is absent)"}`,
  () => {
    const update = readProductPayload(bodyOf("products/update"));
    const deleted = readDeletedProductId(bodyOf("products/delete"));

    expect(update).toMatchObject({
      shopifyProductId: "gid://shopify/Product/788032119674292922",
      handle: "example-t-shirt",
    });
    expect(update?.allVariantIds?.size).toBe(2);
    expect(deleted).toMatch(/^gid:\/\/shopify\/Product\/7880321196742929\d\d$/);
  },
);
