import { expect, test } from "vitest";
import { countWaitingProducts, listProducts } from "#app/domain/catalog/product-queries.server.ts";
import { addProduct, addStore, contextOf, makeOrganization, staff } from "#tests/support/worlds/sample-organization.ts";
import { startTestRuntime } from "#tests/support/test-runtime.ts";

const page = { limit: 50 };
const titles = (list: { items: { title: string }[] }) => list.items.map(({ title }) => title).sort();

test("a list shows the products of one organization and never those of another", async () => {
  const runtime = await startTestRuntime();
  const ours = await makeOrganization(runtime.db);
  const theirs = await makeOrganization(runtime.db);
  await addProduct(runtime.db, ours.id, { title: "Ours", categoryId: ours.homeId });
  await addProduct(runtime.db, theirs.id, { title: "Theirs", categoryId: theirs.homeId });

  const seen = await listProducts(contextOf(runtime, ours.id), {}, page);
  const throughTheirCategory = await listProducts(contextOf(runtime, ours.id), { categoryId: theirs.homeId }, page);

  expect(titles(seen)).toEqual(["Ours"]);
  expect(throughTheirCategory.items).toEqual([]);
});

test("a category stands for itself and everything below it", async () => {
  const runtime = await startTestRuntime();
  const { id, homeId, kitchenId, gardenId } = await makeOrganization(runtime.db);
  await addProduct(runtime.db, id, { title: "Lamp", categoryId: homeId });
  await addProduct(runtime.db, id, { title: "Pan", categoryId: kitchenId });
  await addProduct(runtime.db, id, { title: "Spade", categoryId: gardenId });

  const home = await listProducts(contextOf(runtime, id), { categoryId: homeId }, page);

  expect(titles(home)).toEqual(["Lamp", "Pan"]);
});

test("text is found in title and sku, and its wildcards mean themselves", async () => {
  const runtime = await startTestRuntime();
  const { id, homeId } = await makeOrganization(runtime.db);
  await addProduct(runtime.db, id, { title: "100 % wool", categoryId: homeId, skus: ["W_1"] });
  await addProduct(runtime.db, id, { title: "1000 pins", categoryId: homeId, skus: ["WX1"] });
  const find = async (text: string) => titles(await listProducts(contextOf(runtime, id), { text }, page));

  expect(await find("WOOL")).toEqual(["100 % wool"]);
  expect(await find("100 %")).toEqual(["100 % wool"]);
  expect(await find("w_1")).toEqual(["100 % wool"]);
});

test("the nearest route to a store decides, and an exclusion ends what a category above began", async () => {
  const runtime = await startTestRuntime();
  const { id, rootId, homeId, kitchenId } = await makeOrganization(runtime.db);
  const north = await addStore(runtime.db, id, "North", rootId);
  const south = await addStore(runtime.db, id, "South", homeId);
  await runtime.db.route.create({
    data: { organizationId: id, categoryId: homeId, storeId: north, isExcluded: true },
  });
  await runtime.db.route.create({ data: { organizationId: id, categoryId: kitchenId, storeId: north } });
  await addProduct(runtime.db, id, { title: "Lamp", categoryId: homeId });
  await addProduct(runtime.db, id, { title: "Pan", categoryId: kitchenId });
  const ctx = contextOf(runtime, id);

  const all = await listProducts(ctx, {}, page);
  const toNorth = await listProducts(ctx, { storeId: north }, page);

  const storesOf = (title: string) => all.items.find((item) => item.title === title)?.stores.map(({ name }) => name);
  expect(storesOf("Lamp")).toEqual(["South"]);
  expect(storesOf("Pan")).toEqual(["North", "South"]);
  expect(titles(toNorth)).toEqual(["Pan"]);
  expect(titles(await listProducts(ctx, { storeId: south }, page))).toEqual(["Lamp", "Pan"]);
});

test("a store that left receives nothing", async () => {
  const runtime = await startTestRuntime();
  const { id, rootId, homeId } = await makeOrganization(runtime.db);
  const storeId = await addStore(runtime.db, id, "Gone", rootId);
  await runtime.db.store.update({ where: { id: storeId }, data: { status: "UNINSTALLED" } });
  await addProduct(runtime.db, id, { categoryId: homeId });

  const [product] = (await listProducts(contextOf(runtime, id), {}, page)).items;

  expect(product?.stores).toEqual([]);
});

test("a merchant sees the products of their own store, and of its routes alone", async () => {
  const runtime = await startTestRuntime();
  const { id, rootId, homeId, gardenId } = await makeOrganization(runtime.db);
  await addStore(runtime.db, id, "North", rootId);
  const south = await addStore(runtime.db, id, "South", gardenId);
  await addProduct(runtime.db, id, { title: "Lamp", categoryId: homeId });
  await addProduct(runtime.db, id, { title: "Spade", categoryId: gardenId });

  const seen = await listProducts(contextOf(runtime, id, staff("MERCHANT", south)), {}, page);
  const withoutStore = await listProducts(contextOf(runtime, id, staff("MERCHANT")), {}, page);

  expect(titles(seen)).toEqual(["Spade"]);
  expect(seen.items[0]?.stores.map(({ name }) => name)).toEqual(["South"]);
  expect(withoutStore.items).toEqual([]);
});

test("pages show every product once, forward and back, though all came in at the same moment", async () => {
  const runtime = await startTestRuntime();
  const { id, homeId } = await makeOrganization(runtime.db);
  const createdAt = new Date("2026-11-23T10:00:00Z");
  const ids = await Promise.all(Array.from({ length: 7 }, () => addProduct(runtime.db, id, { categoryId: homeId })));
  await runtime.db.product.updateMany({ where: { organizationId: id }, data: { createdAt } });
  const ctx = contextOf(runtime, id);

  const first = await listProducts(ctx, {}, { limit: 3 });
  const second = await listProducts(ctx, {}, { limit: 3, after: first.next ?? "" });
  const third = await listProducts(ctx, {}, { limit: 3, after: second.next ?? "" });
  const back = await listProducts(ctx, {}, { limit: 3, before: third.previous ?? "" });

  const seen = [first, second, third].flatMap(({ items }) => items.map((item) => item.id));
  expect(seen).toEqual(ids.toSorted());
  expect(third.next).toBeNull();
  expect(back.items).toEqual(second.items);
});

test("waiting products are counted without those that are never uploaded, and no further than asked", async () => {
  const runtime = await startTestRuntime();
  const { id, homeId } = await makeOrganization(runtime.db);
  for (const type of ["NORMAL", "NORMAL", "NORMAL", "SAMPLE"] as const)
    await addProduct(runtime.db, id, { categoryId: homeId, type });
  await addProduct(runtime.db, id, { categoryId: homeId, approvalStatus: "APPROVED" });
  const ctx = contextOf(runtime, id);

  expect(await countWaitingProducts(ctx, 100)).toBe(3);
  expect(await countWaitingProducts(ctx, 2)).toBe(2);
});
