import { expect, test } from "vitest";
import { createProduct, openReadyShop, openShop, productInput } from "../one-shop.ts";
import { heard } from "./heard.ts";

test("a stock webhook names the item and the location, not the product", () => {
  const { simulator, shop } = openShop(heard("inventory_levels/update"));
  shop.merchant.createProduct({ title: "Mug" });
  const variant = shop.products()[0]?.variants[0];
  simulator.webhooks.discard();
  shop.merchant.setStock(variant?.gid ?? "", 4);
  shop.merchant.setStock(variant?.gid ?? "", 9);

  const bodies = simulator.webhooks.pending().map((webhook): unknown => JSON.parse(webhook.body));

  expect(bodies).toMatchObject([{ available: 4 }, { available: 9 }]);
  expect(Object.keys(bodies[0] ?? {}).toSorted()).toStrictEqual([
    "admin_graphql_api_id",
    "available",
    "inventory_item_id",
    "location_id",
    "updated_at",
  ]);
});

test("locations are told from their opening to their end, with the stock that ends with them", () => {
  const { simulator, shop } = openShop();
  shop.merchant.createProduct({ title: "Mug" });
  const variant = shop.products()[0]?.variants[0]?.gid ?? "";
  simulator.webhooks.discard();
  const { locations } = shop.merchant;
  const warehouse = locations.add("Warehouse");
  shop.merchant.setStock(variant, 3, warehouse);
  expect(() => locations.deactivate(warehouse)).toThrow("has inventory");
  shop.merchant.setStock(variant, 0, warehouse);
  locations.rename(warehouse, "Depot");
  locations.deactivate(warehouse);
  locations.activate(warehouse);
  locations.deactivate(warehouse);
  locations.delete(warehouse);

  const topics = simulator.webhooks.pending().map((webhook) => webhook.topic);

  expect(topics.filter((topic) => topic !== "products/update" && topic !== "inventory_levels/update")).toStrictEqual([
    "locations/create",
    "inventory_levels/connect",
    "locations/update",
    "locations/deactivate",
    "locations/activate",
    "locations/deactivate",
    "inventory_levels/disconnect",
    "locations/delete",
  ]);
});

test("a variant that is taken off a location and stocked there again is told both times", () => {
  const { simulator, shop } = openShop(heard("inventory_levels/connect", "inventory_levels/disconnect"));
  shop.merchant.createProduct({ title: "Mug" });
  const variant = shop.products()[0]?.variants[0]?.gid ?? "";
  const warehouse = shop.merchant.locations.add("Warehouse");
  shop.merchant.setStock(variant, 3, warehouse);
  simulator.webhooks.discard();
  shop.merchant.disconnectStock(variant, warehouse);
  shop.merchant.setStock(variant, 3, warehouse);

  expect(simulator.webhooks.pending().map((webhook) => webhook.topic)).toStrictEqual([
    "inventory_levels/disconnect",
    "inventory_levels/connect",
  ]);
});

test("an order tells of the product, one call that sets the stock of its variants tells of it once", async () => {
  const { call, simulator, shop } = await openReadyShop(heard("products/update"));
  await call(createProduct, { input: productInput("p1") });
  const variants = shop.products()[0]?.variants ?? [];
  shop.merchant.setStock(variants[0]?.gid ?? "", 1);
  simulator.webhooks.discard();
  shop.merchant.placeOrder(variants[0]?.gid ?? "", 1);
  const [locationId] = shop.locations().map((location) => location.gid);
  const quantities = variants.map((variant) => ({
    inventoryItemId: variant.inventoryItemGid,
    locationId,
    quantity: 7,
    changeFromQuantity: null,
  }));
  await call(
    `mutation Set($input: InventorySetQuantitiesInput!) {
      inventorySetQuantities(input: $input) @idempotent(key: "one") { userErrors { message } }
    }`,
    { input: { name: "available", reason: "correction", quantities } },
  );

  expect(simulator.webhooks.pending().map((webhook) => webhook.topic)).toStrictEqual([
    "products/update",
    "products/update",
  ]);
});

test.each([
  { setting: true, told: 1 },
  { setting: false, told: 0 },
])("whether products/update comes with stock is a switch: $setting", ({ setting, told }) => {
  const { simulator, shop } = openShop({
    ...heard("products/update"),
    fidelity: { stockChangesTellOfProduct: setting },
  });
  shop.merchant.createProduct({ title: "Mug" });
  shop.merchant.setStock(shop.products()[0]?.variants[0]?.gid ?? "", 4);

  expect(simulator.webhooks.pendingCount).toBe(told);
});
