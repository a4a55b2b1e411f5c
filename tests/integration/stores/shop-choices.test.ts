import { expect, test } from "vitest";
import { findShopCollections, readShopChoices } from "#app/domain/stores/routing/shop-choices.server.ts";
import { ForbiddenError, NotFoundError } from "#app/platform/errors.ts";
import { interceptCalls, refuseConnection } from "#tests/support/faulty-shopify.ts";
import { onlyStore, openUploadWorld } from "#tests/support/worlds/upload-world.ts";

const GONE = "gid://shopify/Collection/999";

async function openShop(publications = ["Online Store", "Point of Sale"]) {
  const world = await openUploadWorld({ shops: [{ publications }] });
  return { ...onlyStore(world), ctx: world.ctx, world, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

test("a shop tells its sales channels, its collections by name, and which of the chosen ones it still has", async () => {
  await using opened = await openShop();
  const { ctx, storeId, shop } = opened;
  const winter = shop.merchant.collections.create("Winter");
  const autumn = shop.merchant.collections.create("autumn");

  const { told, unreadBecause } = await readShopChoices(ctx, { storeId, ids: [winter, GONE] });

  expect(unreadBecause).toBeNull();
  expect(told?.channels.map(({ name }) => name)).toEqual(["Online Store", "Point of Sale"]);
  expect(told?.collections).toEqual([
    { id: autumn, name: "autumn" },
    { id: winter, name: "Winter" },
  ]);
  expect(told?.hasMoreCollections).toBe(false);
  expect(told?.named).toEqual([{ id: winter, name: "Winter" }]);
});

test("a chosen sales channel has its name, and one that was taken out of the shop has none", async () => {
  await using opened = await openShop();
  const { ctx, storeId } = opened;
  const [first] = (await readShopChoices(ctx, { storeId, ids: [] })).told?.channels ?? [];

  const { told } = await readShopChoices(ctx, { storeId, ids: [first?.id ?? "", "gid://shopify/Publication/1"] });

  expect(told?.named).toEqual([first]);
});

test("collections are found by the beginning of any word of their names, whatever is typed beside letters", async () => {
  await using opened = await openShop();
  const { ctx, storeId, shop } = opened;
  for (const title of ["Late Summer Sale", "Summer", "Winter", "T-Shirts"]) shop.merchant.collections.create(title);
  const find = async (text: string) =>
    (await findShopCollections(ctx, { storeId, text })).told?.collections.map(({ name }) => name);

  expect(await find("summ")).toEqual(["Late Summer Sale", "Summer"]);
  expect(await find("sale late")).toEqual(["Late Summer Sale"]);
  expect(await find('t-sh" (')).toEqual(["T-Shirts"]);
  expect(await find("mmer")).toEqual([]);
});

test("of many collections the first are told, with a word that there are more", async () => {
  await using opened = await openShop();
  const { ctx, storeId, shop } = opened;
  for (let at = 10; at < 40; at += 1) shop.merchant.collections.create(`Collection ${at}`);

  const { told } = await readShopChoices(ctx, { storeId, ids: [] });

  expect(told?.collections).toHaveLength(25);
  expect(told?.hasMoreCollections).toBe(true);
});

test("a shop that cannot be asked says why, and takes nothing with it", async () => {
  await using opened = await openShop();
  const { ctx, storeId, world } = opened;
  const { fetch } = interceptCalls(world, () => refuseConnection());

  const away = await readShopChoices({ ...ctx, fetch }, { storeId, ids: [] });
  await ctx.db.store.update({ where: { id: storeId }, data: { status: "RECONNECT_REQUIRED" } });
  const closed = await findShopCollections(ctx, { storeId, text: "" });

  expect(away).toEqual({ told: null, unreadBecause: expect.stringContaining("Shopify") });
  expect(closed).toEqual({ told: null, unreadBecause: expect.stringContaining("reconnect") });
  expect(await ctx.db.storePointsShare.count({ where: { storeId } })).toBe(0);
});

test("a grant without sales channels says which scope is missing", async () => {
  await using opened = await openShop();
  const { ctx, storeId, shop } = opened;
  opened.world.simulator.changeScopes(shop.domain, ["write_products"]);

  const { told, unreadBecause } = await readShopChoices(ctx, { storeId, ids: [] });

  expect(told).toBeNull();
  expect(unreadBecause).toContain("read_publications");
});

test("only who may configure asks a shop, and nobody the shop of another organization", async () => {
  await using opened = await openShop();
  await using other = await openShop();
  const viewer = { type: "API_TOKEN", id: "1", name: "Token", scopes: ["view"] } as const;

  await expect(readShopChoices({ ...opened.ctx, actor: viewer }, { storeId: opened.storeId, ids: [] })).rejects.toThrow(
    ForbiddenError,
  );
  await expect(readShopChoices(opened.ctx, { storeId: other.storeId, ids: [] })).rejects.toThrow(NotFoundError);
});

test("what is read of a shop is paid from its points", async () => {
  await using opened = await openShop();
  const { ctx, storeId } = opened;

  await readShopChoices(ctx, { storeId, ids: [] });

  expect(await ctx.db.storeBudget.count({ where: { storeId } })).toBe(1);
});
