import { expect, test } from "vitest";
import { type OneShop, openShop, payloadOf, userErrorsOf } from "../one-shop.ts";

const adjust = `mutation Adjust($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { reason changes { name delta } }
    userErrors { code field message }
  }
}`;
const deactivate = `mutation Deactivate($id: ID!, $key: String!) {
  inventoryDeactivate(inventoryLevelId: $id) @idempotent(key: $key) { userErrors { field message } }
}`;
const readLevels = `query Levels($id: ID!, $all: Boolean) {
  inventoryItem(id: $id) {
    inventoryLevels(first: 5, includeInactive: $all) { nodes { id isActive quantities(names: ["available"]) { quantity } } }
  }
}`;

interface Stocked extends OneShop {
  item: string;
  location: string;
}

function openStocked(): Stocked {
  const opened = openShop();
  opened.shop.merchant.createProduct({ title: "Shirt" });
  const variant = opened.shop.products()[0]?.variants[0];
  const location = opened.shop.locations()[0]?.gid;
  if (!variant || !location) throw new Error("The shop has no stock.");
  opened.shop.merchant.setStock(variant.gid, 9);
  return { ...opened, item: variant.inventoryItemGid, location };
}

const change = ({ item, location }: Stocked, delta: number, changeFromQuantity: number | null, name = "available") => ({
  name,
  reason: "correction",
  changes: [{ inventoryItemId: item, locationId: location, delta, changeFromQuantity }],
});

test("a delta changes what is available, and on hand with it", async () => {
  const opened = openStocked();

  const answer = await opened.call(adjust, { input: change(opened, -2, 9), key: "a" });

  expect(payloadOf(answer, "inventoryAdjustQuantities")["inventoryAdjustmentGroup"]).toEqual({
    reason: "correction",
    changes: [
      { name: "available", delta: -2 },
      { name: "on_hand", delta: -2 },
    ],
  });
  expect(opened.shop.products()[0]?.variants[0]?.stock[0]?.available).toBe(7);
});

test("a delta on a quantity that has changed meanwhile is refused", async () => {
  const opened = openStocked();

  const stale = await opened.call(adjust, { input: change(opened, 1, 8), key: "a" });
  const blind = await opened.call(adjust, { input: change(opened, 1, null), key: "b" });

  expect(userErrorsOf(stale, "inventoryAdjustQuantities").map(({ code }) => code)).toEqual([
    "CHANGE_FROM_QUANTITY_STALE",
  ]);
  expect(userErrorsOf(blind, "inventoryAdjustQuantities")).toEqual([]);
});

test.each(["on_hand", "committed"])("%s cannot be adjusted", async (name) => {
  const opened = openStocked();

  const answer = await opened.call(adjust, { input: change(opened, 1, null, name), key: "a" });

  expect(userErrorsOf(answer, "inventoryAdjustQuantities")[0]?.field).toEqual(["input", "name"]);
});

test("a deactivated level keeps its quantity and shows itself to who asks for inactive ones", async () => {
  const opened = openStocked();
  const levels = async (all: boolean) => {
    const { data } = await opened.call(readLevels, { id: opened.item, all });
    return (data as { inventoryItem: { inventoryLevels: { nodes: { id: string }[] } } }).inventoryItem.inventoryLevels
      .nodes;
  };
  const [level] = await levels(false);

  await opened.call(deactivate, { id: level?.id, key: "a" });

  expect(await levels(false)).toEqual([]);
  expect(await levels(true)).toEqual([{ id: level?.id, isActive: false, quantities: [{ quantity: 9 }] }]);
});

test("an inventory item is changed as its variant's part of a bulk update", async () => {
  const opened = openStocked();
  const update = `mutation Item($id: ID!, $input: InventoryItemInput!) {
    inventoryItemUpdate(id: $id, input: $input) { inventoryItem { tracked } userErrors { field message } }
  }`;

  const tracked = await opened.call(update, { id: opened.item, input: { tracked: true } });
  const unknown = await opened.call(update, { id: "gid://shopify/InventoryItem/99999999999999", input: {} });

  expect(payloadOf(tracked, "inventoryItemUpdate")["inventoryItem"]).toEqual({ tracked: true });
  expect(opened.shop.products()[0]?.variants[0]?.tracked).toBe(true);
  expect(userErrorsOf(unknown, "inventoryItemUpdate")[0]?.field).toEqual(["id"]);
});
