import { expect, test } from "vitest";
import { recordShopQuantity } from "#app/domain/inventory/levels/record-shop-quantity.server.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { bodyOf, openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

const first = (world: StockWorld) => ({
  variant: world.variants[0]?.shopifyVariantId ?? "",
  variantId: world.variants[0]?.variantId ?? "",
  inventoryItemId: world.variants[0]?.inventoryItemId ?? "",
  locationId: world.locationIds[0] ?? "",
});

const tell = (world: StockWorld, available: number, updatedAt: Date) => {
  const { inventoryItemId, locationId } = first(world);
  return recordShopQuantity(world.ctx, { storeId: world.storeId, inventoryItemId, locationId, available, updatedAt });
};

const later = (seconds: number) => new Date(Date.now() + seconds * 1_000);

async function syncedWorld(mode: "UPSTREAM_COUNTS_ORDERS" | "SHOPIFY_COUNTS_ORDERS"): Promise<StockWorld> {
  const world = await openStockWorld({ products: 1 });
  await world.ctx.db.route.updateMany({ where: { storeId: world.storeId }, data: { stockMode: mode } });
  await world.count(10);
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();
  return world;
}

const levelOf = (world: StockWorld) =>
  world.ctx.db.inventoryLevel.findFirstOrThrow({
    where: { storeId: world.storeId, variantId: first(world).variantId },
  });

const movements = async (world: StockWorld) =>
  (await world.ctx.db.inventoryMovement.findMany({ where: { storeId: world.storeId }, orderBy: { id: "asc" } })).map(
    ({ delta }) => delta,
  );

test("what we set ourselves echoes and is not taken for a change of the shop's", async () => {
  await using world = await syncedWorld("SHOPIFY_COUNTS_ORDERS");

  expect(await tell(world, 10, later(0))).toBe("echo");
  expect(await movements(world)).toEqual([]);
});

test("an order that a webhook tells of lowers the target where Shopify counts orders, and no call is made for it", async () => {
  await using world = await syncedWorld("SHOPIFY_COUNTS_ORDERS");
  world.shop.merchant.placeOrder(first(world).variant, 3);

  const outcome = await tell(world, 7, later(60));
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect(outcome).toBe("recorded");
  expect(await movements(world)).toEqual([-3]);
  expect(world.available()).toEqual([7, 10, 10]);
  expect(world.shop.ledger.count("stock-set")).toBe(1);
});

test("a new count takes what was sold before it for counted", async () => {
  await using world = await syncedWorld("SHOPIFY_COUNTS_ORDERS");
  world.shop.merchant.placeOrder(first(world).variant, 3);
  await tell(world, 7, later(60));

  await world.count(20, later(120));
  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect(world.available()).toEqual([20, 20, 20]);
});

test("older news never wins, in whatever order it comes", async () => {
  await using world = await syncedWorld("SHOPIFY_COUNTS_ORDERS");

  const outcomes = [
    await tell(world, 6, later(120)),
    await tell(world, 8, later(60)),
    await tell(world, 9, later(-3_600)),
  ];

  expect(outcomes).toEqual(["recorded", "older", "older"]);
  expect(await levelOf(world)).toMatchObject({ knownQuantity: 6, isDoubtful: false });
});

test("news of the very time of our own write, and a second one of one second, are read before they are believed", async () => {
  await using world = await syncedWorld("SHOPIFY_COUNTS_ORDERS");
  world.shop.merchant.placeOrder(first(world).variant, 4);

  const outcome = await tell(world, 6, later(0));
  const doubtful = await levelOf(world);
  await world.sync();

  expect(outcome).toBe("doubtful");
  expect(doubtful).toMatchObject({ knownQuantity: 10, isDoubtful: true });
  expect(await levelOf(world)).toMatchObject({ knownQuantity: 6, isDoubtful: false });
  expect(await movements(world)).toEqual([-4]);
  const at = later(60);
  expect([await tell(world, 5, at), await tell(world, 4, at)]).toEqual(["recorded", "doubtful"]);
});

test("an echo that comes before our own answer is stored is recognized, and an order beside it is read afterwards", async () => {
  await using world = await openStockWorld({ products: 1 });
  await world.ctx.db.route.updateMany({
    where: { storeId: world.storeId },
    data: { stockMode: "SHOPIFY_COUNTS_ORDERS" },
  });
  await world.count(10);
  const { fetch } = world.ctx;
  const outcomes: string[] = [];
  world.ctx.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (outcomes.length === 0 && bodyOf(init).includes("inventorySetQuantities")) {
      outcomes.push(await tell(world, 10, later(0)));
      world.shop.merchant.placeOrder(first(world).variant, 2);
      outcomes.push(await tell(world, 8, later(1)));
    }
    return answer;
  };

  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect(outcomes).toEqual(["echo", "doubtful"]);
  expect(await movements(world)).toEqual([-2]);
  expect(world.available()).toEqual([8, 10, 10]);
});

test("an item or a location that was never compared is unknown", async () => {
  await using world = await syncedWorld("UPSTREAM_COUNTS_ORDERS");
  const { inventoryItemId, locationId } = first(world);
  const told = { storeId: world.storeId, available: 1, updatedAt: later(60) };

  const outcomes = [
    await recordShopQuantity(world.ctx, { ...told, inventoryItemId: "gid://shopify/InventoryItem/1", locationId }),
    await recordShopQuantity(world.ctx, { ...told, inventoryItemId, locationId: "gid://shopify/Location/1" }),
  ];

  expect(outcomes).toEqual(["unknown", "unknown"]);
});

test("where upstream counts orders, what the shop sold is set back only by the next run", async () => {
  await using world = await syncedWorld("UPSTREAM_COUNTS_ORDERS");
  world.shop.merchant.placeOrder(first(world).variant, 3);
  await tell(world, 7, later(60));
  await world.sync();
  const before = world.available();

  await requestStockSync(world.ctx, { storeId: world.storeId });
  await world.sync();

  expect([before, world.available()]).toEqual([
    [7, 10, 10],
    [10, 10, 10],
  ]);
});
