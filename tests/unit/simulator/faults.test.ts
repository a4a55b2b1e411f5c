import { expect, test } from "vitest";
import type { FaultEntryInput } from "#tests/simulator/faults/script.ts";
import { createProduct, openReadyShop, openShop, productInput, userErrorsOf } from "./one-shop.ts";

test.each([
  { point: "before-apply", applied: 0 },
  { point: "after-apply", applied: 1 },
] as const)(
  "a call that is dropped $point is a network error and leaves $applied product",
  async ({ point, applied }) => {
    const { call, shop, simulator } = await openReadyShop();
    simulator.faults.add({ operation: "productSet", nth: 1, point, effect: "drop" });

    await expect(call(createProduct, { input: productInput("p1") })).rejects.toThrow(TypeError);

    expect(shop.productCount).toBe(applied);
    expect(simulator.faults.firedCount).toBe(1);
  },
);

test("an answer that is cut breaks off in its body, applied", async () => {
  const { call, shop, simulator } = await openReadyShop();
  simulator.faults.add({ operation: "productSet", nth: 1, point: "mid-body", effect: "drop", seed: 3 });

  await expect(call(createProduct, { input: productInput("p1") })).rejects.toThrow("terminated");

  expect(shop.productCount).toBe(1);
});

test.each([
  { point: "before-apply", applied: 0 },
  { point: "after-apply", applied: 1 },
] as const)("a status $point hides nothing or everything", async ({ point, applied }) => {
  const { call, shop, simulator } = await openReadyShop();
  const fault: FaultEntryInput = { operation: "productSet", nth: 1, point, effect: "status", status: 429 };
  simulator.faults.add({ ...fault, retryAfterSeconds: 2 });

  const answer = await call(createProduct, { input: productInput("p1") });

  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).toBe("2");
  expect(shop.productCount).toBe(applied);
});

test("a userError is answered instead of the mutation", async () => {
  const { call, shop, simulator } = await openReadyShop();
  const userError = { code: "GENERIC_ERROR", field: ["input"], message: "Something went wrong, please try again." };
  simulator.faults.add({ operation: "productSet", nth: 1, point: "before-apply", effect: "userError", userError });

  const answer = await call(createProduct, { input: productInput("p1") });

  expect(answer.data).toStrictEqual({ productSet: { product: null, userErrors: [userError] } });
  expect(shop.productCount).toBe(0);
});

test("a request that arrives twice is applied twice", async () => {
  const { call, shop, simulator } = await openReadyShop();
  simulator.faults.add({ operation: "productSet", nth: 1, point: "before-apply", effect: "duplicate" });

  await call(createProduct, { input: productInput(null) });

  expect(shop.products().map((product) => product.handle)).toStrictEqual(["shirt", "shirt-1"]);
});

test("a partial answer is data that is null beside an error, though the write happened", async () => {
  const { call, shop, simulator } = await openReadyShop();
  simulator.faults.add({ operation: "productSet", nth: 1, point: "after-apply", effect: "partial" });

  const answer = await call(createProduct, { input: productInput("p1") });

  expect(answer.data).toStrictEqual({ productSet: null });
  expect(answer.errors).toMatchObject([{ extensions: { code: "INTERNAL_SERVER_ERROR" } }]);
  expect(shop.productCount).toBe(1);
});

test("every third call of one operation fails, other operations do not count", async () => {
  const { call, simulator } = await openReadyShop();
  simulator.faults.add({ operation: "productSet", every: 3, point: "before-apply", effect: "status" });
  const statuses: number[] = [];

  for (let index = 0; index < 6; index += 1) {
    await call("query Q { shop { name } }");
    statuses.push((await call(createProduct, { input: productInput(`p${index}`) })).status);
  }

  expect(statuses).toStrictEqual([200, 200, 503, 200, 200, 503]);
});

test("seeded faults fire at the same calls in every run", async () => {
  const fault = { operation: "*", probability: 0.3, seed: 42, point: "before-apply", effect: "status" } as const;
  const run = async () => {
    const { call, simulator } = openShop();
    simulator.faults.add(fault);
    const statuses: number[] = [];
    for (let index = 0; index < 40; index += 1) statuses.push((await call("query Q { shop { name } }")).status);
    return statuses;
  };

  const [first, second] = [await run(), await run()];

  expect(first).toStrictEqual(second);
  expect(new Set(first)).toStrictEqual(new Set([200, 503]));
});

test("a dropped call gives its points back", async () => {
  const { call, shop, simulator } = await openReadyShop();
  const before = shop.bucket.status().currentlyAvailable;
  simulator.faults.add({ operation: "productSet", nth: 1, point: "before-apply", effect: "drop" });
  await expect(call(createProduct, { input: productInput("p1") })).rejects.toThrow("fetch failed");

  const after = shop.bucket.status().currentlyAvailable;

  expect(after).toBe(before);
});

test("a fault that never can fire is refused when it is added", () => {
  const { simulator } = openShop();

  expect(() => simulator.faults.add({ operation: "*", point: "before-apply", effect: "drop" })).toThrow(/exactly one/);
});

test("a fault of an operation that nobody can call is refused, and adds none of the others", () => {
  const { simulator } = openShop();
  const drop = { nth: 1, point: "before-apply", effect: "drop" } as const;

  expect(() =>
    simulator.faults.add({ operation: "productSet", ...drop }, { operation: "productset", ...drop }),
  ).toThrow(/productSet, oauth/);
  expect(simulator.faults.counts()).toStrictEqual([]);
});

test("a caller that gives up is not called back: the write happens all the same", async () => {
  const { simulator, shop, clock, accessToken } = await openReadyShop();
  simulator.setLatency({ mutationMs: 1_000 });
  const giveUp = new AbortController();
  const call = simulator.fetch(`https://${shop.domain}/admin/api/2026-10/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": accessToken },
    body: JSON.stringify({ query: createProduct, variables: { input: productInput("p1") } }),
    signal: giveUp.signal,
  });
  await new Promise((resolve) => setImmediate(resolve));
  giveUp.abort(new Error("too slow"));
  await expect(call).rejects.toThrow("too slow");
  clock.advance(1_000);
  await expect.poll(() => shop.productCount).toBe(1);
});

test("where the switch says so, a second writer of a product is refused while the first is on its way", async () => {
  const { call, shop, simulator, clock } = await openReadyShop({ fidelity: { parallelProductWrites: "refuse" } });
  const product = { id: shop.merchant.createProduct({ title: "Mug" }) };
  simulator.setLatency({ mutationMs: 100 });
  const rename = `mutation U($product: ProductUpdateInput!) { productUpdate(product: $product) { product { title } userErrors { message } } }`;
  const calls = ["One", "Two"].map((title) => call(rename, { product: { ...product, title } }));
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(100);

  const [first, second] = await Promise.all(calls);

  expect(first && userErrorsOf(first, "productUpdate")).toStrictEqual([]);
  expect(second?.errors?.[0]?.message).toContain("being modified");
  expect(shop.products()[0]?.title).toBe("One");
});
