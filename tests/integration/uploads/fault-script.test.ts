import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { addProducts, onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

test("a script that drops the third answer after applying: the ledger has it, the attempt is unknown, the retry adopts", async () => {
  await using world = await openUploadWorld();
  const { storeId, shop } = onlyStore(world);
  const { db } = world.ctx;
  world.simulator.faults.add({
    name: "third answer lost",
    operation: "productSet",
    nth: 3,
    times: 1,
    point: "after-apply",
    effect: "drop",
  });
  const ids = await addProducts(world, 5);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids } });

  await drainStore(world.ctx, { storeId }, new AbortController().signal);

  const attempts = await db.uploadAttempt.findMany({ where: { batchId }, orderBy: { id: "asc" } });
  const outcomes = Map.groupBy(attempts, ({ step, outcome }) => `${step} ${outcome}`);
  const [unknown] = outcomes.get("CREATE_PRODUCT UNKNOWN") ?? [];
  const [adopted] = outcomes.get("LOOK_UP ADOPTED") ?? [];
  const creates = shop.ledger.productCreates();
  const third = creates[2];
  expect(world.simulator.faults.counts()).toMatchObject([{ name: "third answer lost", fired: 1 }]);
  expect([...outcomes].map(([outcome, of]) => [outcome, of.length]).sort()).toEqual([
    ["CREATE_PRODUCT SUCCEEDED", 4],
    ["CREATE_PRODUCT UNKNOWN", 1],
    ["LOOK_UP ADOPTED", 1],
  ]);
  expect(adopted?.groupId).toBe(unknown?.groupId);
  expect(creates).toHaveLength(5);
  const group = await db.uploadGroup.findUniqueOrThrow({ where: { id: unknown?.groupId ?? 0n } });
  const link = await db.productLink.findFirst({ where: { storeId, shopifyProductId: third?.productGid ?? "" } });
  expect([group.productId, link?.productId]).toEqual([third?.identity, third?.identity]);
  const batch = await db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
  expect(batch).toMatchObject({ status: "COMPLETED", rowsSucceeded: 15, rowsFailed: 0 });
  expect(shop.ledger.summary()).toMatchObject({ productsCreated: 5, productsUpdated: 0, duplicateIdentities: 0 });
});
