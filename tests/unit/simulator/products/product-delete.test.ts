import { expect, test } from "vitest";
import { createProduct, idIn, openShop, payloadOf, productInput, userErrorsOf } from "../one-shop.ts";

const deleteProduct = `mutation Delete($id: ID!, $synchronous: Boolean!) {
  productDelete(input: { id: $id }, synchronous: $synchronous) {
    deletedProductId
    productDeleteOperation { id status deletedProductId }
    userErrors { field message }
  }
}`;
const readOperation = `query Operation($id: ID!) {
  productOperation(id: $id) { ... on ProductDeleteOperation { status deletedProductId } }
}`;

test("a product that is deleted in the background is there until that is done, and only one deletion runs", async () => {
  const { call, clock, shop } = openShop({ fidelity: { asyncProductSetMs: 1_000 } });
  const id = idIn(await call(createProduct, { input: productInput(null) }), "productSet", "product");

  const started = await call(deleteProduct, { id, synchronous: false });
  const again = await call(deleteProduct, { id, synchronous: false });
  const operation = { id: idIn(started, "productDelete", "productDeleteOperation") };
  const before = await call(readOperation, operation);

  expect(payloadOf(started, "productDelete")["deletedProductId"]).toBeNull();
  expect(userErrorsOf(again, "productDelete")).toHaveLength(1);
  expect(before.data).toEqual({ productOperation: { status: "CREATED", deletedProductId: null } });
  expect(shop.findProduct(id)).not.toBeNull();

  clock.advance(1_000);
  const after = await call(readOperation, operation);

  expect(after.data).toEqual({ productOperation: { status: "COMPLETE", deletedProductId: id } });
  expect(shop.findProduct(id)).toBeNull();
});

test("a product deleted at once is gone, and cannot be deleted again", async () => {
  const { call, shop } = openShop();
  const id = idIn(await call(createProduct, { input: productInput(null) }), "productSet", "product");

  const deleted = await call(deleteProduct, { id, synchronous: true });
  const again = await call(deleteProduct, { id, synchronous: true });

  expect(payloadOf(deleted, "productDelete")["deletedProductId"]).toBe(id);
  expect(shop.findProduct(id)).toBeNull();
  expect(userErrorsOf(again, "productDelete")).toEqual([{ field: ["id"], message: "Product does not exist" }]);
});
