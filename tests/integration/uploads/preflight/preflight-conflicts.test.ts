import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import {
  addProduct,
  addVariant,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

async function upload(ctx: Context, storeId: string, ids: string[]): Promise<string> {
  const { batchId } = await approveProducts(ctx, { selection: { kind: "products", ids } });
  await drainStore(ctx, { storeId }, new AbortController().signal);
  return batchId;
}

const rowsOf = ({ ctx }: UploadWorld, batchId: string, productId: string) =>
  ctx.db.shopifyUploadProduct.findMany({ where: { batchId, productId }, orderBy: { id: "asc" } });

test("of two products with one handle the one that was planned first is made, and the other FAILS as DUPLICATE without a call", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const { id: first } = await addProduct(world, { handle: "shirt", title: "First" });
  const { id: second } = await addProduct(world, { title: "Second" });
  await world.ctx.db.product.update({ where: { id: second }, data: { handle: "shirt" } });

  const together = await upload(world.ctx, storeId, [first, second]);
  const later = await upload(world.ctx, storeId, [second]);

  const rows = [...(await rowsOf(world, together, second)), ...(await rowsOf(world, later, second))];
  expect(rows).toHaveLength(6);
  for (const row of rows) {
    expect(row).toMatchObject({ status: "FAILED", errorCategory: "DUPLICATE", errorCode: "preflight.handle-taken" });
    expect(row.errorMessage).toContain("First");
  }
  expect(await world.ctx.db.uploadAttempt.count({ where: { group: { productId: second } } })).toBe(0);
  expect(shop.products().map(({ handle }) => handle)).toEqual(["shirt"]);
});

test("a product keeps its own handle and skus when it is uploaded again", async () => {
  await using world = await openUploadWorld();
  const { storeId } = onlyStore(world);
  const { id } = await addProduct(world);
  await upload(world.ctx, storeId, [id]);
  await addVariant(world, id, "XL");

  const again = await upload(world.ctx, storeId, [id]);

  const rows = await rowsOf(world, again, id);
  expect(rows.map(({ status, warnings }) => [status, warnings])).toEqual([
    ["SKIPPED", null],
    ["SKIPPED", null],
    ["SKIPPED", null],
    ["SUCCESS", null],
  ]);
});

/** A product whose first sku another one has in the shop, and whose other two are one. */
async function uploadSharedSkus(world: UploadWorld, rule: "WARN" | "REFUSE") {
  const { storeId } = onlyStore(world);
  const { db } = world.ctx;
  await db.route.updateMany({ where: { storeId }, data: { skuConflicts: rule } });
  const { id: first } = await addProduct(world, { title: "First" });
  await upload(world.ctx, storeId, [first]);
  const { id, variantIds } = await addProduct(world, { title: "Second" });
  const { sku } = await db.variant.findFirstOrThrow({ where: { productId: first, position: 1 } });
  await db.variant.update({ where: { id: variantIds[0] ?? "" }, data: { sku } });
  await db.variant.updateMany({ where: { id: { in: variantIds.slice(1) } }, data: { sku: `${id}-M` } });
  const rows = await rowsOf(world, await upload(world.ctx, storeId, [id]), id);
  return { rows, ofFirst: expect.stringContaining(`The sku "${sku}" is also that of "First" in this shop`) };
}

test("a sku that another variant has in the shop, or in the same product, is sent with a warning when the route says WARN", async () => {
  await using world = await openUploadWorld();

  const { rows, ofFirst } = await uploadSharedSkus(world, "WARN");

  const warning = { code: "preflight.sku-taken", field: "sku" };
  expect(rows).toMatchObject([
    { status: "SUCCESS", warnings: [{ ...warning, message: ofFirst }] },
    { status: "SUCCESS", warnings: null },
    { status: "SUCCESS", warnings: [warning] },
  ]);
});

test("a sku that another variant has in the shop, or in the same product, FAILS as DUPLICATE when the route says REFUSE", async () => {
  await using world = await openUploadWorld();

  const { rows, ofFirst } = await uploadSharedSkus(world, "REFUSE");

  const refused = { status: "FAILED", errorCategory: "DUPLICATE", errorCode: "preflight.sku-taken", errorField: "sku" };
  expect(rows).toMatchObject([{ ...refused, errorMessage: ofFirst }, { status: "SUCCESS" }, refused]);
});
