import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  callGraphql,
  createProduct,
  openReadyShop,
  type OneShop,
  payloadOf,
  productInput,
  userErrorsOf,
} from "../one-shop.ts";

const setAvailable = `mutation SetAvailable($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id reason changes { name delta item { id } location { id } } }
    userErrors { code field message }
  }
}`;

interface Stocked extends OneShop {
  items: string[];
  location: string;
  set: (
    quantities: Record<string, unknown>[],
    more?: Record<string, unknown>,
    key?: string,
  ) => ReturnType<OneShop["call"]>;
  available: () => (number | undefined)[];
}

async function openStocked(options: Parameters<typeof openReadyShop>[0] = {}): Promise<Stocked> {
  const opened = await openReadyShop(options);
  await opened.call(createProduct, { input: productInput("p1") });
  const variants = () => opened.shop.products()[0]?.variants ?? [];
  return {
    ...opened,
    items: variants().map((variant) => variant.inventoryItemGid),
    location: opened.shop.locations()[0]?.gid ?? "",
    set: (quantities, more = {}, key = randomUUID()) =>
      opened.call(setAvailable, { input: { name: "available", reason: "correction", quantities, ...more }, key }),
    available: () => variants().map((variant) => variant.stock[0]?.available),
  };
}

test("setting stock without @idempotent is an error and changes nothing", async () => {
  const { call, items, location, available } = await openStocked();

  const answer = await call(setAvailable.replace(" @idempotent(key: $key)", "").replace(", $key: String!", ""), {
    input: {
      name: "available",
      reason: "correction",
      quantities: [{ inventoryItemId: items[0], locationId: location, quantity: 5, changeFromQuantity: null }],
    },
  });

  expect(answer.data).toStrictEqual({ inventorySetQuantities: null });
  expect(answer.errors).toMatchObject([
    {
      message: "The @idempotent directive is required for this mutation but was not provided.",
      extensions: { code: "BAD_REQUEST" },
      path: ["inventorySetQuantities"],
    },
  ]);
  expect(available()).toStrictEqual([0, 0, 0]);
});

test("an entry that does not say what it changes from is an error, null says that it does not matter", async () => {
  const { set, items, location, available } = await openStocked();
  const entry = { inventoryItemId: items[0], locationId: location, quantity: 5 };

  const without = await set([entry]);
  const withNull = await set([{ ...entry, changeFromQuantity: null }]);

  expect(without.errors?.[0]?.extensions?.["code"]).toBe("INVALID_FIELD_ARGUMENTS");
  expect(userErrorsOf(withNull, "inventorySetQuantities")).toStrictEqual([]);
  expect(available()[0]).toBe(5);
});

test("the same key with the same variables answers again without a second write", async () => {
  const { set, items, location, shop, available } = await openStocked();
  const quantities = [{ inventoryItemId: items[0], locationId: location, quantity: 5, changeFromQuantity: 0 }];
  const first = await set(quantities, {}, "key-1");

  const second = await set(quantities, {}, "key-1");

  expect(second.data).toStrictEqual(first.data);
  expect(available()[0]).toBe(5);
  expect(shop.ledger.count("stock-set")).toBe(1);
});

test("the same key with other variables is refused", async () => {
  const { set, items, location, available } = await openStocked();
  const entry = { inventoryItemId: items[0], locationId: location, changeFromQuantity: null };
  await set([{ ...entry, quantity: 5 }], {}, "key-1");

  const answer = await set([{ ...entry, quantity: 6 }], {}, "key-1");

  expect(userErrorsOf(answer, "inventorySetQuantities")).toMatchObject([
    { code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" },
  ]);
  expect(available()[0]).toBe(5);
});

test("a key is forgotten after 24 hours", async () => {
  const { set, items, location, clock, simulator, shop } = await openStocked();
  const quantities = [{ inventoryItemId: items[0], locationId: location, quantity: 5, changeFromQuantity: null }];
  await set(quantities, {}, "key-1");
  shop.merchant.setStock(shop.products()[0]?.variants[0]?.gid ?? "", 1);
  clock.advance(24 * 60 * 60 * 1_000);
  const { accessToken } = simulator.installApp(shop.domain);

  await callGraphql(simulator, accessToken, setAvailable, {
    input: { name: "available", reason: "correction", quantities },
    key: "key-1",
  });

  expect(shop.products()[0]?.variants[0]?.stock[0]?.available).toBe(5);
});

test.each([
  { idempotencyAfterFailure: "stored-answer", code: "CHANGE_FROM_QUANTITY_STALE" },
  { idempotencyAfterFailure: "previous-attempt-failed", code: "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED" },
] as const)(
  "a key whose first try failed answers $code where the switch says $idempotencyAfterFailure",
  async (line) => {
    const { set, items, location } = await openStocked({
      fidelity: { idempotencyAfterFailure: line.idempotencyAfterFailure },
    });
    const quantities = [{ inventoryItemId: items[0], locationId: location, quantity: 5, changeFromQuantity: 3 }];
    await set(quantities, {}, "key-1");

    const again = await set(quantities, {}, "key-1");

    expect(userErrorsOf(again, "inventorySetQuantities")).toMatchObject([{ code: line.code }]);
  },
);

test("while the first request with a key is on its way, another one is told to try again", async () => {
  const { set, items, location, clock, simulator, available } = await openStocked();
  const quantities = [{ inventoryItemId: items[0], locationId: location, quantity: 5, changeFromQuantity: null }];
  simulator.setLatency({ mutationMs: 500 });
  const first = set(quantities, {}, "key-1");
  const second = set(quantities, {}, "key-1");
  // Both have to be asleep before the clock moves.
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(500);

  const answers = await Promise.all([first, second]);

  const codes = answers.map((answer) => userErrorsOf(answer, "inventorySetQuantities").map((error) => error.code));
  expect(codes).toStrictEqual([[], ["IDEMPOTENCY_CONCURRENT_REQUEST"]]);
  expect(available()[0]).toBe(5);
});

test("changeFromQuantity that is not what is there refuses the whole call", async () => {
  const { set, items, location, available } = await openStocked();

  const answer = await set([
    { inventoryItemId: items[0], locationId: location, quantity: 5, changeFromQuantity: 0 },
    { inventoryItemId: items[1], locationId: location, quantity: 5, changeFromQuantity: 3 },
  ]);

  expect(payloadOf(answer, "inventorySetQuantities")["inventoryAdjustmentGroup"]).toBeNull();
  expect(userErrorsOf(answer, "inventorySetQuantities")).toMatchObject([
    { code: "CHANGE_FROM_QUANTITY_STALE", field: ["input", "quantities", "1", "changeFromQuantity"] },
  ]);
  expect(available()).toStrictEqual([0, 0, 0]);
});

test("nothing to change answers no group and no errors", async () => {
  const { set, items, location } = await openStocked();

  const answer = await set([{ inventoryItemId: items[0], locationId: location, quantity: 0, changeFromQuantity: 0 }]);

  expect(payloadOf(answer, "inventorySetQuantities")).toStrictEqual({ inventoryAdjustmentGroup: null, userErrors: [] });
});

test("a change of available comes again as a change of on hand", async () => {
  const { set, items, location } = await openStocked();

  const answer = await set([{ inventoryItemId: items[0], locationId: location, quantity: 7, changeFromQuantity: 0 }]);

  const place = { item: { id: items[0] }, location: { id: location } };
  expect(payloadOf(answer, "inventorySetQuantities")["inventoryAdjustmentGroup"]).toMatchObject({
    reason: "correction",
    changes: [
      { name: "available", delta: 7, ...place },
      { name: "on_hand", delta: 7, ...place },
    ],
  });
});

test.each([
  { rule: "an unknown reason", more: { reason: "because" }, code: "INVALID_REASON", field: ["input", "reason"] },
  { rule: "another name", more: { name: "damaged" }, code: "INVALID_NAME", field: ["input", "name"] },
])("setting stock refuses $rule", async ({ more, code, field }) => {
  const { set, items, location } = await openStocked();

  const answer = await set(
    [{ inventoryItemId: items[0], locationId: location, quantity: 7, changeFromQuantity: null }],
    more,
  );

  expect(userErrorsOf(answer, "inventorySetQuantities")).toMatchObject([{ code, field }]);
});

test("the same item and location twice is refused at both places", async () => {
  const { set, items, location } = await openStocked();
  const entry = { inventoryItemId: items[0], locationId: location, changeFromQuantity: null };

  const answer = await set([
    { ...entry, quantity: 1 },
    { ...entry, quantity: 2 },
  ]);

  const code = "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR";
  expect(userErrorsOf(answer, "inventorySetQuantities")).toMatchObject([
    { code, field: ["input", "quantities", "0", "locationId"] },
    { code, field: ["input", "quantities", "1", "locationId"] },
  ]);
});

test("an item can be stocked at a location where it was not", async () => {
  const { set, items, shop } = await openStocked({ shop: { locations: ["Berlin", "Lyon"] } });
  const lyon = shop.locations()[1]?.gid ?? "";

  const answer = await set([{ inventoryItemId: items[0], locationId: lyon, quantity: 4, changeFromQuantity: null }]);

  expect(userErrorsOf(answer, "inventorySetQuantities")).toStrictEqual([]);
  expect(shop.products()[0]?.variants[0]?.stock).toMatchObject([{ available: 0 }, { locationGid: lyon, available: 4 }]);
});

test("an order takes from what is available and commits it", async () => {
  const { set, items, location, shop } = await openStocked();
  await set([{ inventoryItemId: items[0], locationId: location, quantity: 7, changeFromQuantity: null }]);
  shop.merchant.placeOrder(shop.products()[0]?.variants[0]?.gid ?? "", 2);

  const [variant] = shop.products()[0]?.variants ?? [];

  expect(variant?.stock).toStrictEqual([{ locationGid: location, available: 5, committed: 2 }]);
});
