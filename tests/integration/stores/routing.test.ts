import { expect, test } from "vitest";
import type { Context } from "#app/domain/context.ts";
import { getCategoryRouting } from "#app/domain/stores/routing/category-queries.server.ts";
import { explainRouting } from "#app/domain/stores/routing/explain-routing.server.ts";
import { previewRouteChange } from "#app/domain/stores/routing/preview-route-change.server.ts";
import { removeRoute } from "#app/domain/stores/routing/remove-route.server.ts";
import { getRoute, listRoutes } from "#app/domain/stores/routing/route-queries.server.ts";
import { setRoute } from "#app/domain/stores/routing/set-route.server.ts";
import { listUnroutedProducts } from "#app/domain/stores/routing/unrouted-queries.server.ts";
import { listProducts } from "#app/domain/catalog/product-queries.server.ts";
import { startTestRuntime, type TestRuntime } from "#tests/support/test-runtime.ts";
import {
  addProduct,
  addStore,
  contextOf,
  makeOrganization,
  staff,
  type SampleOrganization,
} from "#tests/support/worlds/sample-organization.ts";

interface World extends SampleOrganization {
  runtime: TestRuntime;
  ctx: Context;
}

async function openWorld(): Promise<World> {
  const runtime = await startTestRuntime();
  const organization = await makeOrganization(runtime.db);
  return { ...organization, runtime, ctx: contextOf(runtime, organization.id) };
}

const storeNames = async ({ ctx }: World, productId: string) =>
  (await listProducts(ctx, {}, { limit: 100 })).items
    .find(({ id }) => id === productId)
    ?.stores.map(({ name }) => name);

test("a route brings a category and all below it to a store, until a nearer one says not here", async () => {
  const world = await openWorld();
  const { ctx, runtime, id } = world;
  const storeId = await addStore(runtime.db, id, "North");
  const [inHome, inKitchen, inGarden] = await Promise.all(
    [world.homeId, world.kitchenId, world.gardenId].map((categoryId) => addProduct(runtime.db, id, { categoryId })),
  );
  const settings = { extraTags: ["north"], priceFactor: "1.250", statusOnCreate: "DRAFT" as const };

  await setRoute(ctx, { categoryId: world.homeId, storeId, settings });
  await setRoute(ctx, { categoryId: world.kitchenId, storeId, settings: { isExcluded: true } });

  expect(await Promise.all([inHome, inKitchen, inGarden].map((product) => storeNames(world, product ?? "")))).toEqual([
    ["North"],
    [],
    [],
  ]);
  const { items } = await listRoutes(ctx, { storeId }, { limit: 10 });
  expect(items.map(({ category, settings: { isExcluded } }) => [category.path, isExcluded])).toEqual([
    ["Home", false],
    ["Home > Kitchen", true],
  ]);
  expect(items[0]?.settings).toMatchObject({ extraTags: ["north"], priceFactor: "1.25", statusOnCreate: "DRAFT" });
});

test("setting a route again replaces its settings, and the same settings change nothing", async () => {
  const world = await openWorld();
  const { ctx, runtime, id, homeId: categoryId } = world;
  const storeId = await addStore(runtime.db, id, "North");
  const settings = { priceRate: "0.90", fieldModes: { title: "ours" as const } };

  const created = await setRoute(ctx, { categoryId, storeId, settings });
  const again = await setRoute(ctx, { categoryId, storeId, settings: { ...settings, priceRate: "0.9" } });
  const changed = await setRoute(ctx, { categoryId, storeId, settings: {} });

  expect([created.outcome, again.outcome, changed.outcome]).toEqual(["created", "unchanged", "changed"]);
  expect(await getRoute(ctx, created.routeId)).toMatchObject({ settings: { priceRate: null, fieldModes: {} } });
  const actions = await runtime.db.activity.findMany({ where: { organizationId: id }, orderBy: { id: "asc" } });
  expect(actions.map(({ action }) => action)).toEqual(["route.created", "route.changed"]);
});

test.each([
  ["a factor of nothing", { priceFactor: "0" }, "priceFactor"],
  ["a rate that is no number", { priceRate: "1,2" }, "priceRate"],
  ["an id of something else", { publicationIds: ["gid://shopify/Product/1"] }, "publicationIds.0"],
  ["an empty tag", { extraTags: [" "] }, "extraTags.0"],
  ["a warehouse that there is not", { locationMap: { moon: "gid://shopify/Location/1" } }, "locationMap.moon"],
])("%s is refused by its field, and no route is made", async (_what, settings, field) => {
  const world = await openWorld();
  const storeId = await addStore(world.runtime.db, world.id, "North");

  const refused = setRoute(world.ctx, { categoryId: world.homeId, storeId, settings });

  await expect(refused).rejects.toMatchObject({ code: "route.invalid", problems: [{ field }] });
  expect((await listRoutes(world.ctx, {}, { limit: 10 })).items).toEqual([]);
});

test("a warehouse is mapped to a location that the store has, and to no other", async () => {
  const world = await openWorld();
  const { ctx, runtime, id: organizationId, homeId: categoryId } = world;
  const storeId = await addStore(runtime.db, organizationId, "North");
  await runtime.db.warehouse.create({ data: { organizationId, code: "main", name: "Main" } });
  const [known, unknown] = ["gid://shopify/Location/1", "gid://shopify/Location/2"];
  await runtime.db.storeLocation.create({
    data: { storeId, locationId: known, organizationId, name: "Shelf", isActive: true, seenAt: new Date() },
  });

  const refused = setRoute(ctx, { categoryId, storeId, settings: { locationMap: { main: unknown } } });
  await expect(refused).rejects.toMatchObject({ problems: [{ field: "locationMap.main" }] });
  const { outcome } = await setRoute(ctx, { categoryId, storeId, settings: { locationMap: { main: known } } });

  expect(outcome).toBe("created");
});

test("the explanation names the category that decides for each store, as products are routed", async () => {
  const world = await openWorld();
  const { ctx, runtime, id } = world;
  const [north, south, east] = await Promise.all(
    ["North", "South", "East"].map((name) => addStore(runtime.db, id, name)),
  );
  await setRoute(ctx, { categoryId: world.rootId, storeId: north ?? "", settings: {} });
  await setRoute(ctx, { categoryId: world.rootId, storeId: south ?? "", settings: {} });
  await setRoute(ctx, { categoryId: world.homeId, storeId: south ?? "", settings: { isExcluded: true } });
  const productId = await addProduct(runtime.db, id, { categoryId: world.kitchenId });
  const gift = await addProduct(runtime.db, id, { categoryId: world.kitchenId, type: "GIFT_CARD" });

  const explained = await explainRouting(ctx, productId);
  const ofGift = await explainRouting(ctx, gift);

  expect(explained.categories.map(({ path }) => path)).toEqual(["", "Home", "Home > Kitchen"]);
  expect(explained.stores.map(({ store, decision, decidedBy }) => [store.name, decision, decidedBy?.path])).toEqual([
    ["East", "no-route", undefined],
    ["North", "goes", ""],
    ["South", "not-here", "Home"],
  ]);
  expect(new Set(ofGift.stores.map(({ decision }) => decision))).toEqual(new Set(["not-eligible"]));
  expect(await storeNames(world, productId)).toEqual(["North"]);
  expect(east).toBeDefined();
});

test("products without a route are listed page by page, also while others have one", async () => {
  const world = await openWorld();
  const { ctx, runtime, id } = world;
  const storeId = await addStore(runtime.db, id, "North");
  await setRoute(ctx, { categoryId: world.homeId, storeId, settings: {} });
  await setRoute(ctx, { categoryId: world.kitchenId, storeId, settings: { isExcluded: true } });
  const places = [world.gardenId, world.kitchenId, world.homeId, world.gardenId, world.rootId];
  for (const [at, categoryId] of places.entries()) await addProduct(runtime.db, id, { categoryId, title: `P${at}` });
  await addProduct(runtime.db, id, { categoryId: world.gardenId, title: "Gift", type: "GIFT_CARD" });

  const first = await listUnroutedProducts(ctx, { limit: 2 });
  const second = await listUnroutedProducts(ctx, { limit: 2, after: first.next ?? "" });
  const back = await listUnroutedProducts(ctx, { limit: 2, before: second.previous ?? "" });

  expect([first, second, back].map(({ items }) => items.map(({ title }) => title))).toEqual([
    ["P0", "P1"],
    ["P3", "P4"],
    ["P0", "P1"],
  ]);
  expect([first.previous, second.next]).toEqual([null, null]);
});

test("a dry run says how many products come and leave, and nearer routes keep theirs", async () => {
  const world = await openWorld();
  const { ctx, runtime, id } = world;
  const storeId = await addStore(runtime.db, id, "North");
  const inKitchen = await addProduct(runtime.db, id, { categoryId: world.kitchenId, title: "Pan" });
  await addProduct(runtime.db, id, { categoryId: world.gardenId, title: "Rake", approvalStatus: "APPROVED" });
  await addProduct(runtime.db, id, { categoryId: world.gardenId, title: "Card", type: "GIFT_CARD" });
  const atRoot = { categoryId: world.rootId, storeId };

  const coming = await previewRouteChange(ctx, { ...atRoot, change: "route" });
  const { routeId } = await setRoute(ctx, { ...atRoot, settings: {} });
  await setRoute(ctx, { categoryId: world.homeId, storeId, settings: {} });
  await runtime.db.productLink.create({
    data: { organizationId: id, storeId, productId: inKitchen, shopifyProductId: "gid://shopify/Product/1" },
  });
  const leaving = await previewRouteChange(ctx, { ...atRoot, change: "none" });
  const keptAway = await previewRouteChange(ctx, { categoryId: world.homeId, storeId, change: "not-here" });
  const staying = await previewRouteChange(ctx, { categoryId: world.homeId, storeId, change: "none" });

  expect(coming).toMatchObject({ effect: "come", categories: 4, products: 2, approvedProducts: 1, productsInShop: 0 });
  expect(leaving).toMatchObject({ effect: "leave", categories: 2, products: 1, departureRule: "ARCHIVE" });
  expect(leaving.examples.map(({ title }) => title)).toEqual(["Rake"]);
  expect(keptAway).toMatchObject({ effect: "leave", categories: 2, products: 1, productsInShop: 1 });
  expect(staying).toMatchObject({ effect: "stay", before: "goes", after: "goes", products: 1 });
  await removeRoute(ctx, { routeId });
  expect((await listRoutes(ctx, {}, { limit: 10 })).items.map(({ category }) => category.path)).toEqual(["Home"]);
});

test("the tree shows a category's own routes, what it inherits, and what its children say", async () => {
  const world = await openWorld();
  const { ctx, runtime, id } = world;
  const storeId = await addStore(runtime.db, id, "North");
  await setRoute(ctx, { categoryId: world.rootId, storeId, settings: { extraTags: ["all"] } });
  await setRoute(ctx, { categoryId: world.kitchenId, storeId, settings: { isExcluded: true } });

  const root = await getCategoryRouting(ctx);
  const home = await getCategoryRouting(ctx, world.homeId);

  expect(root).toMatchObject({ above: [], stores: [{ decision: "goes", own: { settings: { extraTags: ["all"] } } }] });
  expect(root.children.map(({ name, childCount }) => [name, childCount])).toEqual([
    ["Garden", 0],
    ["Home", 1],
  ]);
  expect(home).toMatchObject({
    above: [{ id: world.rootId }],
    stores: [{ decision: "goes", own: null, decidedBy: { categoryId: world.rootId } }],
    children: [{ name: "Kitchen", routes: [{ storeName: "North", isExcluded: true }] }],
  });
});

test("routes are for owners and staff to change; a merchant and a viewer see those of their store alone", async () => {
  const world = await openWorld();
  const { runtime, id, rootId: categoryId } = world;
  const [own, other] = await Promise.all(["Own", "Other"].map((name) => addStore(runtime.db, id, name)));
  const [storeId, otherId] = [own ?? "", other ?? ""];
  const place = { categoryId, storeId };
  const { routeId } = await setRoute(world.ctx, { ...place, settings: {} });
  const { routeId: otherRoute } = await setRoute(world.ctx, { categoryId, storeId: otherId, settings: {} });
  const productId = await addProduct(runtime.db, id, { categoryId });

  for (const role of ["MERCHANT", "VIEWER"] as const) {
    const ctx = contextOf(runtime, id, staff(role, storeId));
    const denied = { code: "permission.denied" };
    await expect(setRoute(ctx, { ...place, settings: {} })).rejects.toMatchObject(denied);
    await expect(removeRoute(ctx, { routeId })).rejects.toMatchObject(denied);
    await expect(previewRouteChange(ctx, { ...place, change: "none" })).rejects.toMatchObject(denied);
    await expect(listUnroutedProducts(ctx, { limit: 10 })).rejects.toMatchObject(denied);
    await expect(removeRoute(ctx, { routeId: otherRoute })).rejects.toMatchObject({ code: "store.not-found" });
    expect((await listRoutes(ctx, {}, { limit: 10 })).items.map((route) => route.id)).toEqual([routeId]);
    expect((await explainRouting(ctx, productId)).stores.map(({ store }) => store.name)).toEqual(["Own"]);
  }
  const asStaff = contextOf(runtime, id, staff("STAFF"));
  expect(await setRoute(asStaff, { ...place, settings: {} })).toMatchObject({ outcome: "unchanged" });
});

test("nothing of another organization is found: no category, store, route or product", async () => {
  const world = await openWorld();
  const { ctx, runtime, id, rootId: categoryId } = world;
  const storeId = await addStore(runtime.db, id, "North");
  const { routeId } = await setRoute(ctx, { categoryId, storeId, settings: {} });
  const productId = await addProduct(runtime.db, id, { categoryId });
  const stranger = await makeOrganization(runtime.db);
  const foreign = contextOf(runtime, stranger.id);
  const place = { categoryId: stranger.rootId, storeId };

  await expect(setRoute(foreign, { ...place, settings: {} })).rejects.toMatchObject({ code: "store.not-found" });
  await expect(setRoute(foreign, { categoryId, storeId, settings: {} })).rejects.toMatchObject({
    code: "category.not-found",
  });
  await expect(removeRoute(foreign, { routeId })).rejects.toMatchObject({ code: "route.not-found" });
  await expect(getRoute(foreign, routeId)).rejects.toMatchObject({ code: "route.not-found" });
  await expect(explainRouting(foreign, productId)).rejects.toMatchObject({ code: "product.not-found" });
  await expect(getCategoryRouting(foreign, categoryId)).rejects.toMatchObject({ code: "category.not-found" });
  expect((await listUnroutedProducts(foreign, { limit: 10 })).items).toEqual([]);
});
