import { expect, test } from "vitest";
import { describeDelivery } from "#app/domain/reconciliation/describe-delivery.ts";
import { newestFirst } from "#app/domain/reconciliation/choose-news.ts";

const AT = new Date("2026-11-23T10:00:00.750Z");
const describe = (topic: string, body: object | string) =>
  describeDelivery(topic, AT, typeof body === "string" ? body : JSON.stringify(body));

test.each([
  ["products/update", { admin_graphql_api_id: "gid://shopify/Product/7" }, "gid://shopify/Product/7"],
  ["products/delete", { id: 7 }, "gid://shopify/Product/7"],
  ["inventory_items/update", { id: 7 }, "gid://shopify/InventoryItem/7"],
  [
    "inventory_levels/update",
    {
      inventory_item_id: 7,
      location_id: 8,
      admin_graphql_api_id: "gid://shopify/InventoryLevel/99?inventory_item_id=7",
    },
    "gid://shopify/InventoryLevel/8?inventory_item_id=7",
  ],
  [
    "inventory_levels/disconnect",
    { inventory_item_id: 7, location_id: 8 },
    "gid://shopify/InventoryLevel/8?inventory_item_id=7",
  ],
  ["locations/delete", { id: 7 }, "gid://shopify/Location/7"],
  ["shop/update", { id: 7 }, "shop"],
  ["app/uninstalled", { id: 7 }, null],
  ["products/delete", { id: "7; drop" }, null],
  ["carts/create", { id: 7 }, null],
])("%s is about one thing, whatever its body calls it", (topic, body, resource) => {
  expect(describe(topic, body).resource).toBe(resource);
});

test("ids keep every digit in what they are about", () => {
  expect(describe("products/delete", '{"id": 788032119674292922}').resource).toBe(
    "gid://shopify/Product/788032119674292922",
  );
});

test("what a body tells happened when the body says so, to the second, else when Shopify was triggered", () => {
  const told = describe("products/update", { updated_at: "2026-11-23T11:30:00+02:00" }).happenedAt;
  const untold = describe("products/delete", { id: 1 }).happenedAt;

  expect(told).toEqual(new Date("2026-11-23T09:30:00Z"));
  expect(untold).toEqual(new Date("2026-11-23T10:00:00Z"));
});

test("of people and addresses nothing is kept, of products everything as it came", () => {
  const customer = { id: 1, email: "jo@example.com" };
  const asked = describe("customers/data_request", { shop_id: 1, customer, data_request: { id: 9 } });
  const redacted = describe("customers/redact", { shop_id: 1, customer, orders_to_redact: [5] });
  const location = describe("locations/update", {
    id: 1,
    name: "Depot",
    active: true,
    address1: "Street 1",
    phone: "1",
  });
  const product = '{"admin_graphql_api_id":"gid://shopify/Product/7", "title": "x"}';

  expect(JSON.parse(asked.payloadJson)).toEqual({ shop_id: 1, data_request: { id: 9 } });
  expect(JSON.parse(redacted.payloadJson)).toEqual({ shop_id: 1 });
  expect(JSON.parse(location.payloadJson)).toEqual({ id: 1, name: "Depot", active: true });
  expect(describe("products/update", product).payloadJson).toBe(product);
});

test("a body that is no JSON is told apart from one that nobody knows", () => {
  expect(() => describe("products/update", "{nope")).toThrow(SyntaxError);
  expect(describe("products/update", "[1]").resource).toBeNull();
});

test("a deletion is the newest news there can be, and else the later time is", () => {
  const news = (topic: string, happened: string, triggered = happened) => ({
    topic,
    happenedAt: new Date(`2026-11-23T${happened}Z`),
    triggeredAt: new Date(`2026-11-23T${triggered}Z`),
  });
  const [first, second, deletion, third] = [
    news("products/update", "10:00:00", "10:00:00.1"),
    news("products/update", "10:00:00", "10:00:00.2"),
    news("products/delete", "09:00:00"),
    news("products/create", "11:00:00"),
  ] as const;

  expect(newestFirst([first, second, deletion, third])).toEqual([deletion, third, second, first]);
});
