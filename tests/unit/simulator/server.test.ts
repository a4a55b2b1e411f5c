import { expect, onTestFinished, test, vi } from "vitest";
import { startSimulatorServer } from "#tests/simulator/server.ts";
import { parseShopOptions } from "#tests/simulator/simulator.ts";
import { createProduct, domain, type OneShop, openReadyShop, productInput } from "./one-shop.ts";

async function serve(opened: OneShop): Promise<(path: string, body?: unknown, method?: string) => Promise<Response>> {
  const server = await startSimulatorServer(opened.simulator, { port: 0 });
  onTestFinished(() => server.close());
  return (path, body, method = body === undefined ? "GET" : "POST") =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { "content-type": "application/json", "x-shopify-access-token": opened.accessToken },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

const create = { query: createProduct, variables: { input: productInput("p1") } };

test("a shop is found by the path", async () => {
  const opened = await openReadyShop();
  const call = await serve(opened);

  const response = await call(`/shops/${domain}/admin/api/2026-10/graphql.json`, create);

  expect(await response.json()).toMatchObject({ data: { productSet: { product: { handle: "shirt" } } } });
});

test("over HTTP a dropped call resets its socket and a cut body ends in the middle", async () => {
  const opened = await openReadyShop();
  const call = await serve(opened);
  opened.simulator.faults.add({ operation: "productSet", nth: 1, point: "before-apply", effect: "drop" });
  opened.simulator.faults.add({ operation: "productSet", nth: 2, point: "mid-body", effect: "drop", seed: 5 });
  const path = `/shops/${domain}/admin/api/2026-10/graphql.json`;

  await expect(call(path, create)).rejects.toThrow("fetch failed");
  await expect(call(path, create).then((response) => response.text())).rejects.toThrow("terminated");

  expect(opened.shop.productCount).toBe(1);
});

test("a failure of the simulator itself is told, and answered as what it is", async () => {
  const opened = await openReadyShop();
  const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => told.mockRestore());
  const broken = { ...opened.simulator, answer: () => Promise.reject(new Error("No rule for Tuesdays.")) };
  const call = await serve({ ...opened, simulator: broken });

  const response = await call(`/shops/${domain}/admin/api/2026-10/graphql.json`, create);

  expect(response.status).toBe(500);
  expect(await response.json()).toStrictEqual({ errors: "The simulator failed: No rule for Tuesdays." });
  expect(told).toHaveBeenCalledWith(expect.stringContaining("No rule for Tuesdays."));
});

test("another process can look into the simulator and turn its knobs", async () => {
  const opened = await openReadyShop();
  const call = await serve(opened);
  await call("/__control/points", { shop: domain, reduction: 0.5, available: 100 });
  await call("/__control/faults", [{ operation: "oauth", nth: 1, point: "before-apply", effect: "drop" }]);
  const made = await call("/__control/merchant", { action: "createProduct", shop: domain, title: "Mug" });
  const { product }: { product: string } = JSON.parse(await made.text());
  await call("/__control/merchant", { action: "editProduct", shop: domain, product, title: "Cup" });
  await call("/__control/clock", { advanceMs: 1_000 });

  const [shop] = JSON.parse(await (await call("/__control/shops")).text()) as unknown[];

  expect(shop).toMatchObject({
    domain,
    products: 1,
    isAppInstalled: true,
    points: { maximumAvailable: 1_000, currentlyAvailable: 150, restoreRate: 50 },
  });
  expect(opened.shop.products()[0]?.title).toBe("Cup");
  expect(opened.simulator.faults.counts()).toHaveLength(1);
});

test.each([
  { rule: "an unknown shop", path: "/__control/ledger?shop=nobody.myshopify.com", body: undefined },
  { rule: "a fault that cannot fire", path: "/__control/faults", body: [{ operation: "*" }] },
  { rule: "an action of no merchant", path: "/__control/merchant", body: { action: "burn" } },
])("the control API answers 400 with a reason to $rule", async ({ path, body }) => {
  const call = await serve(await openReadyShop());

  const response = await call(path, body);

  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: expect.stringMatching(/\w+/) });
});

test.each([
  { rule: "no shop", shops: [], reason: "At least one shop" },
  { rule: "a domain that is not Shopify's", shops: [{ domain: "example.com" }], reason: "myshopify.com" },
  { rule: "a plan that nobody sells", shops: [{ domain, plan: "gold" }], reason: "plan" },
  { rule: "a word that nobody knows", shops: [{ domain, colour: "red" }], reason: "colour" },
  { rule: "a time zone that is not there", shops: [{ domain, ianaTimezone: "Mars/Olympus" }], reason: "time zone" },
])("a list of shops with $rule is refused, and the reason names it", ({ shops, reason }) => {
  expect(() => parseShopOptions(shops)).toThrow(reason);
});
