import { expect, test } from "vitest";
import { createProduct, openReadyShop, productInput } from "./one-shop.ts";

test("the ledger holds what was applied with its identity and cost, and nothing that was refused", async () => {
  const { call, shop } = await openReadyShop();
  await call(createProduct, { input: productInput("p1") });
  await call(createProduct, { input: productInput("p1") });

  const creates = shop.ledger.productCreates();

  expect(creates).toMatchObject([
    {
      operation: "productSet",
      identity: "p1",
      productGid: shop.products()[0]?.gid,
      variantCount: 3,
      costPoints: 11,
      atMs: Date.parse("2026-11-24T10:00:00Z"),
    },
  ]);
  expect(creates[0]?.requestId).toMatch(/^sim-\d+$/);
});

test("identities that were created more than once are found, in both modes", async () => {
  for (const ledger of ["full", "hashes"] as const) {
    const { call, shop } = await openReadyShop({ ledger });
    for (const value of ["p1", "p2", "p1"]) {
      await call(createProduct, { input: productInput(value) });
      const gids = shop.products().map((product) => product.gid);
      for (const gid of gids) shop.merchant.deleteProduct(gid);
    }

    const duplicates = shop.ledger.duplicatesByIdentity();

    expect(duplicates).toHaveLength(1);
    expect(duplicates[0]?.creates).toBe(2);
    expect(shop.ledger.createdIdentities).toBe(2);
  }
});

test("a ledger of hashes counts and keeps no entries", async () => {
  const { call, shop } = await openReadyShop({ ledger: "hashes" });

  await call(createProduct, { input: productInput("p1") });

  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 1, variantsCreated: 3, duplicateIdentities: 0 });
  expect(() => shop.ledger.entries()).toThrow(/hashes only/);
});
