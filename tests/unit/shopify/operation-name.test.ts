import { expect, test } from "vitest";
import { operationName } from "#app/shopify/operation-name.ts";
import { CREATE_PRODUCT } from "#app/shopify/operations/create-product.ts";
import { SHOP_FACTS } from "#app/shopify/operations/shop.ts";

test("a call goes by the name of its document", () => {
  expect(operationName(CREATE_PRODUCT)).toBe("CreateProduct");
  expect(operationName(SHOP_FACTS)).toBe("ShopFacts");
  expect(operationName("{ shop { id } }")).toBe("unnamed");
});
