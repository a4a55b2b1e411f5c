import { expect, test } from "vitest";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { listQuarantinedLevels } from "#app/domain/inventory/queries/quarantine-queries.server.ts";
import { releaseQuarantinedLevel } from "#app/domain/inventory/levels/release-quarantined-level.server.ts";
import { getStockRun } from "#app/domain/inventory/queries/run-queries.server.ts";
import { bodyOf, openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

const answerOf = (body: object) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });

/** The shop refuses every call with one of these items in it, and says nothing of which one it is. */
function refuseUnnamed(world: StockWorld, items: readonly string[], answer: object): { calls: number } {
  const { fetch } = world.ctx;
  const counted = { calls: 0 };
  world.ctx.fetch = async (input, init) => {
    const body = bodyOf(init);
    if (!body.includes("inventorySetQuantities")) return fetch(input, init);
    counted.calls += 1;
    return items.some((item) => body.includes(`"${item}"`)) ? answerOf(answer) : fetch(input, init);
  };
  return counted;
}

const unnamed = {
  data: {
    inventorySetQuantities: {
      inventoryAdjustmentGroup: null,
      userErrors: [{ code: "NON_MUTABLE_INVENTORY_ITEM", field: ["input"], message: "This item cannot be changed." }],
    },
  },
};

test("items that are gone are quarantined with Shopify's reason, and all the others are set", async () => {
  await using world = await openStockWorld({ products: 8 });
  await world.count(6);
  const gone = world.variants.filter((_variant, index) => index % 10 === 3);
  for (const { shopifyVariantId } of gone)
    world.shop.merchant.deleteProduct(
      world.shop.products().find(({ variants }) => variants[0]?.gid === shopifyVariantId)?.gid ?? "",
    );

  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  const held = await listQuarantinedLevels(world.ctx, {}, { limit: 10 });
  const { runId: next } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  const goneIds = gone.map(({ variantId }) => variantId);
  expect(held.items.map(({ variantId }) => variantId).toSorted()).toEqual(goneIds.toSorted());
  expect(held.items.map(({ reason }) => reason)).toEqual(
    goneIds.map(() => "The specified inventory item could not be found."),
  );
  expect(await getStockRun(world.ctx, runId)).toMatchObject({
    status: "COMPLETED",
    rows: { total: 24, succeeded: 21, quarantined: 3 },
  });
  expect(await getStockRun(world.ctx, next)).toMatchObject({ levels: { quarantined: 3 }, rows: { total: 0 } });
  expect(world.available()).toEqual(world.variants.map((variant) => (gone.includes(variant) ? 0 : 6)));
});

test.each([
  ["a refusal without a name", unnamed],
  [
    "a request that Shopify's schema refuses",
    { errors: [{ message: "Variable $input is invalid", extensions: { code: "INVALID_VARIABLE" } }] },
  ],
])("%s is narrowed down to the one level that it is about", async (_what, answer) => {
  await using world = await openStockWorld({ products: 8 });
  await world.count(6);
  const [bad] = world.variants.slice(17);
  const counted = refuseUnnamed(world, [bad?.inventoryItemId ?? ""], answer);

  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect(await getStockRun(world.ctx, runId)).toMatchObject({ rows: { total: 24, succeeded: 23, quarantined: 1 } });
  expect(world.available()).toEqual(world.variants.map((variant) => (variant === bad ? 0 : 6)));
  // Halving 24 takes five more steps, two calls each.
  expect(counted.calls).toBeLessThanOrEqual(11);
});

test("a level that is released is set soon, without anybody asking for a run", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(6);
  const { fetch } = world.ctx;
  refuseUnnamed(world, [world.variants[0]?.inventoryItemId ?? ""], unnamed);
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  const [held] = (await listQuarantinedLevels(world.ctx, {}, { limit: 10 })).items;
  world.ctx.fetch = fetch;

  await releaseQuarantinedLevel(world.ctx, { id: BigInt(held?.id ?? 0) });
  await world.sync();

  expect(world.available()).toEqual([6, 6, 6]);
  expect((await listQuarantinedLevels(world.ctx, {}, { limit: 10 })).items).toEqual([]);
});

test("an item that was made anew in the shop is out of quarantine by itself", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(6);
  const [first] = world.variants;
  const link = { storeId_variantId: { storeId: world.storeId, variantId: first?.variantId ?? "" } };
  await world.ctx.db.variantLink.update({
    where: link,
    data: { shopifyInventoryItemId: "gid://shopify/InventoryItem/9" },
  });
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  const before = world.available();

  const shopifyInventoryItemId = first?.inventoryItemId ?? "";
  await world.ctx.db.variantLink.update({ where: link, data: { shopifyInventoryItemId } });
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect([before, world.available()]).toEqual([
    [0, 6, 6],
    [6, 6, 6],
  ]);
});

test("what Shopify takes from no call fails the run at once, and says why", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.count(6);
  world.simulator.faults.add({
    operation: "inventorySetQuantities",
    every: 1,
    point: "before-apply",
    effect: "userError",
    userError: { field: ["input", "reason"], code: "INVALID_REASON", message: "The specified reason is invalid." },
  });

  const { runId } = await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect(await getStockRun(world.ctx, runId)).toMatchObject({
    status: "FAILED",
    errorSummary: "The specified reason is invalid.",
    rows: { total: 3, failed: 3, pending: 0 },
  });
});
