import { expect, test } from "vitest";
import { defaultScopes } from "#tests/simulator/options.ts";
import { idIn, type OneShop, openShop, payloadOf, userErrorsOf } from "../one-shop.ts";

const add = `mutation Add($input: LocationAddInput!) {
  locationAdd(input: $input) { location { id name } userErrors { field message code } }
}`;
const deactivate = `mutation Deactivate($id: ID!, $to: ID, $key: String!) {
  locationDeactivate(locationId: $id, destinationLocationId: $to) @idempotent(key: $key) {
    location { id isActive }
    locationDeactivateUserErrors { field code }
  }
}`;
const remove = `mutation Delete($id: ID!) {
  locationDelete(locationId: $id) { deletedLocationId locationDeleteUserErrors { code } }
}`;
const activateStock = `mutation Stock($item: ID!, $location: ID!, $available: Int, $key: String!) {
  inventoryActivate(inventoryItemId: $item, locationId: $location, available: $available) @idempotent(key: $key) {
    inventoryLevel { id isActive quantities(names: ["available"]) { quantity } }
    userErrors { field message }
  }
}`;

let keys = 0;
const nextKey = (): string => `key-${(keys += 1)}`;

function openLocations(): OneShop {
  return openShop({ scopes: [...defaultScopes, "write_locations"], shop: { locations: ["Main", "North"] } });
}

const addressed = (name: string) => ({ input: { name, address: { countryCode: "US" } } });

test("a location's name is its own, and at most 100 characters long", async () => {
  const { call } = openLocations();

  const taken = await call(add, addressed("North"));
  const long = await call(add, addressed("N".repeat(101)));
  const made = await call(add, addressed("South"));

  expect(userErrorsOf(taken, "locationAdd").map(({ code }) => code)).toEqual(["TAKEN"]);
  expect(userErrorsOf(long, "locationAdd").map(({ code }) => code)).toEqual(["TOO_LONG"]);
  expect(userErrorsOf(made, "locationAdd")).toEqual([]);
});

test("a location with stock is closed only when the stock may move, and the stock moves", async () => {
  const opened = openLocations();
  const { call, shop } = opened;
  const [main, north] = shop.locations().map(({ gid }) => gid);
  shop.merchant.createProduct({ title: "Shirt" });
  const item = shop.products()[0]?.variants[0]?.inventoryItemGid;
  await call(activateStock, { item, location: north, available: 4, key: nextKey() });

  const refused = await call(deactivate, { id: north, key: nextKey() });
  const moved = await call(deactivate, { id: north, to: main, key: nextKey() });

  expect(payloadOf(refused, "locationDeactivate")["locationDeactivateUserErrors"]).toEqual([
    { field: ["locationId"], code: "HAS_ACTIVE_INVENTORY_ERROR" },
  ]);
  expect(payloadOf(moved, "locationDeactivate")["location"]).toEqual({ id: north, isActive: false });
  expect(shop.products()[0]?.variants[0]?.stock).toEqual([
    { locationGid: main, available: 4, committed: 0 },
    { locationGid: north, available: 0, committed: 0 },
  ]);
});

test("the first location cannot be closed, and an open one not be deleted", async () => {
  const { call, shop } = openLocations();
  const [main, north] = shop.locations().map(({ gid }) => gid);

  const closing = await call(deactivate, { id: main, key: nextKey() });
  const deleting = await call(remove, { id: north });
  await call(deactivate, { id: north, key: nextKey() });
  const deleted = await call(remove, { id: north });

  expect(payloadOf(closing, "locationDeactivate")["locationDeactivateUserErrors"]).toEqual([
    { field: ["locationId"], code: "PERMANENTLY_BLOCKED_FROM_DEACTIVATION_ERROR" },
  ]);
  expect(payloadOf(deleting, "locationDelete")["locationDeleteUserErrors"]).toEqual([{ code: "LOCATION_IS_ACTIVE" }]);
  expect(payloadOf(deleted, "locationDelete")["deletedLocationId"]).toBe(north);
  expect(shop.locations().map(({ gid }) => gid)).toEqual([main]);
});

test("locations are found by name, with OR and in the order of their names, inactive ones on request", async () => {
  const { call } = openLocations();
  await call(add, addressed("Zulu"));
  const alpha = idIn(await call(add, addressed("Alpha")), "locationAdd", "location");
  await call(deactivate, { id: alpha, key: nextKey() });
  const list = (includeInactive: boolean) =>
    call(
      `query List($all: Boolean) {
        locations(first: 10, query: "name:Zulu OR name:alpha", sortKey: NAME, includeInactive: $all) { nodes { name } }
        locationsCount(query: "name:Zulu OR name:alpha") { count }
      }`,
      { all: includeInactive },
    );

  expect((await list(false)).data).toEqual({ locations: { nodes: [{ name: "Zulu" }] }, locationsCount: { count: 2 } });
  expect((await list(true)).data).toHaveProperty("locations.nodes", [{ name: "Alpha" }, { name: "Zulu" }]);
});
