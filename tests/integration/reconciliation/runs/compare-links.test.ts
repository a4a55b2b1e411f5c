import { expect, test } from "vitest";
import { listFindings } from "#app/domain/reconciliation/runs/finding-queries.server.ts";
import { compareWithLedger } from "#tests/rig/compare-with-ledger.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import {
  addProduct,
  addProducts,
  onlyStore,
  openUploadWorld,
  type UploadWorld,
} from "#tests/support/worlds/upload-world.ts";

const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });

async function findings(world: UploadWorld): Promise<string[]> {
  const { items } = await listFindings(world.ctx, { storeId: onlyStore(world).storeId }, { limit: 100 });
  return items.map(({ kind, state }) => `${kind} ${state}`).toSorted();
}

const differences = (world: UploadWorld) => compareWithLedger(world.ctx.db, world.simulator, onlyStore(world).storeId);

test("a shop that is as its links say needs no repair", async () => {
  await using world = await openWorld();
  await upload(world, await addProducts(world, 5));

  const run = await reconcile(world);

  expect(run).toMatchObject({ linksCompared: 5, linksLeftAlone: 0, findings: {}, lines: { total: 20, read: 20 } });
  expect(await findings(world)).toEqual([]);
});

test("what no webhook told is repaired by one run: handles, variants made anew, deleted variants and products", async () => {
  await using world = await openWorld();
  await upload(world, await addProducts(world, 4));
  const { shop, storeId } = onlyStore(world);
  const [renamed, remade, thinned, deleted] = shop.products();
  shop.merchant.editProduct(renamed?.gid ?? "", { handle: "summer-shirt" });
  const [lost] = remade?.variants ?? [];
  shop.merchant.deleteVariant(lost?.gid ?? "");
  shop.merchant.addVariant(remade?.gid ?? "", { optionValues: ["S"], sku: lost?.sku ?? "" });
  shop.merchant.deleteVariant(thinned?.variants[0]?.gid ?? "");
  shop.merchant.deleteProduct(deleted?.gid ?? "");

  const run = await reconcile(world);

  expect(await differences(world)).toEqual(expect.not.arrayContaining([expect.stringMatching(/linked/)]));
  expect(await findings(world)).toEqual([
    "HANDLE_CHANGED REPAIRED",
    "PRODUCT_GONE REPAIRED",
    "VARIANT_GONE REPAIRED",
    "VARIANT_RELINKED REPAIRED",
  ]);
  expect(run.findings).toMatchObject({ HANDLE_CHANGED: { repaired: 1, open: 0 }, PRODUCT_GONE: { repaired: 1 } });
  const link = await world.ctx.db.productLink.findFirst({ where: { storeId, shopifyProductId: renamed?.gid ?? "" } });
  expect(link?.handle).toBe("summer-shirt");
});

test("a second run finds nothing new", async () => {
  await using world = await openWorld();
  await upload(world, await addProducts(world, 2));
  const { shop } = onlyStore(world);
  shop.merchant.deleteProduct(shop.products()[0]?.gid ?? "");
  await reconcile(world);

  const second = await reconcile(world);

  expect(second.findings).toEqual({});
  expect(await findings(world)).toEqual(["PRODUCT_GONE REPAIRED"]);
});

test("variants that cannot be told apart are listed for a person and never guessed", async () => {
  await using world = await openWorld();
  const product = await addProduct(world, { handle: "shirt" });
  await upload(world, [product.id]);
  const { shop, storeId } = onlyStore(world);
  const [shown] = shop.products();
  const [small] = shown?.variants ?? [];
  shop.merchant.deleteVariant(small?.gid ?? "");
  for (const size of ["XS", "XXS"]) {
    shop.merchant.addVariant(shown?.gid ?? "", { optionValues: [size], sku: small?.sku ?? "" });
  }

  await reconcile(world);
  await reconcile(world);

  expect(await findings(world)).toEqual(["AMBIGUOUS_VARIANTS OPEN", "VARIANT_GONE REPAIRED"]);
  const link = await world.ctx.db.variantLink.findFirst({ where: { storeId, variantId: product.variantIds[0] ?? "" } });
  expect(link?.goneAt).not.toBeNull();
});

test("a link that was lost is found again by the id that the product carries", async () => {
  await using world = await openWorld();
  await upload(world, await addProducts(world, 2));
  const { storeId } = onlyStore(world);
  await world.ctx.db.variantLink.deleteMany({ where: { storeId } });
  await world.ctx.db.productLink.deleteMany({ where: { storeId } });

  await reconcile(world);

  expect(await differences(world)).toEqual([]);
  expect(await findings(world)).toEqual(["PRODUCT_RELINKED REPAIRED", "PRODUCT_RELINKED REPAIRED"]);
});

test("a link that changed after the shop was read is left alone", async () => {
  await using world = await openWorld();
  await upload(world, await addProducts(world, 2));
  const { shop, storeId } = onlyStore(world);
  const [first] = shop.products();
  shop.merchant.deleteProduct(first?.gid ?? "");
  await world.ctx.db.productLink.updateMany({
    where: { storeId, shopifyProductId: first?.gid ?? "" },
    data: { updatedAt: new Date(Date.now() + 60_000) },
  });

  const run = await reconcile(world);

  expect(run).toMatchObject({ linksCompared: 2, linksLeftAlone: 1, findings: {} });
});
