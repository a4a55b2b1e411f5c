import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context } from "#app/domain/context.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { addProduct, addVariant, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/upload-world.ts";

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

for (const rule of ["WARN", "REFUSE"] as const) {
  test(`a sku that another product has in the shop is ${rule === "WARN" ? "told and sent" : "refused"} when the route says ${rule}`, async () => {
    await using world = await openUploadWorld();
    const { storeId } = onlyStore(world);
    await world.ctx.db.route.updateMany({ where: { storeId }, data: { skuConflicts: rule } });
    const { id: first } = await addProduct(world, { title: "First" });
    await upload(world.ctx, storeId, [first]);
    const { id: second, variantIds } = await addProduct(world, { title: "Second" });
    const { sku } = await world.ctx.db.variant.findFirstOrThrow({ where: { productId: first, position: 1 } });
    await world.ctx.db.variant.update({ where: { id: variantIds[0] ?? "" }, data: { sku } });
    await world.ctx.db.variant.update({ where: { id: variantIds[2] ?? "" }, data: { sku: `${second}-M` } });
    await world.ctx.db.variant.update({ where: { id: variantIds[1] ?? "" }, data: { sku: `${second}-M` } });

    const batchId = await upload(world.ctx, storeId, [second]);

    const [taken, own, repeated] = await rowsOf(world, batchId, second);
    const told = expect.stringMatching(new RegExp(`The sku "${sku}" is also that of "First" in this shop`, "u"));
    expect(own).toMatchObject({ status: "SUCCESS", warnings: null });
    if (rule === "WARN") {
      expect(taken).toMatchObject({
        status: "SUCCESS",
        warnings: [{ code: "preflight.sku-taken", field: "sku", message: told }],
      });
      expect(repeated).toMatchObject({ status: "SUCCESS", warnings: [{ code: "preflight.sku-taken" }] });
    } else {
      const refused = {
        status: "FAILED",
        errorCategory: "DUPLICATE",
        errorCode: "preflight.sku-taken",
        errorField: "sku",
      };
      expect(taken).toMatchObject({ ...refused, errorMessage: told });
      expect(repeated).toMatchObject(refused);
    }
  });
}
