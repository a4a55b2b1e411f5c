import { expect, test } from "vitest";
import { controlRoutes } from "#tests/simulator/control/control-api.ts";
import { createSimulator } from "#tests/simulator/simulator.ts";
import {
  clientId,
  clientSecret,
  createProduct,
  domain,
  type OneShop,
  openReadyShop,
  productInput,
} from "./one-shop.ts";

interface Outcome {
  outcome: string;
  delivery: { webhookId: string };
}

interface Told {
  status: number;
  body: unknown;
}

async function openControlled(options: Parameters<typeof openReadyShop>[0] = {}) {
  const opened = await openReadyShop(options);
  return { ...opened, control: controlOf(opened) };
}

/** Calls the control API as another process would. */
function controlOf({ simulator }: Pick<OneShop, "simulator">) {
  return async (route: string, body?: unknown): Promise<Told> => {
    const [method = "GET", path = ""] = route.split(" ");
    const response = await simulator.fetch(`http://simulator.test/__control${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
}

test("the control API lists its routes with what each does and takes", async () => {
  const { control } = await openControlled();

  const { body } = await control("GET /");

  const listed = body as { route: string; does: string; body?: object }[];
  expect(listed.map(({ route }) => route)).toStrictEqual(controlRoutes);
  expect(listed.find(({ route }) => route === "POST /plan")?.body).toMatchObject({
    properties: { plan: { enum: ["standard", "advanced", "plus", "enterprise", "unlimited"] } },
    required: ["shop", "plan"],
  });
});

test("a plan, a temporary reduction and a standing change what the app meets", async () => {
  const { control, call } = await openControlled();
  const plus = await control("POST /plan", { shop: domain, plan: "plus" });
  const reduced = await control("POST /points", { shop: domain, reduction: 0.1, available: 50 });
  await control("POST /standing", { shop: domain, standing: "frozen" });
  const frozen = await call("query Q { shop { name } }");
  await control("POST /standing", { shop: domain, standing: "open" });
  const open = await call("query Q { shop { name plan { shopifyPlus } } }");

  expect(plus.body).toMatchObject({ maximumAvailable: 20_000, restoreRate: 1_000 });
  expect(reduced.body).toStrictEqual({ maximumAvailable: 2_000, currentlyAvailable: 50, restoreRate: 100 });
  expect(frozen.status).toBe(402);
  expect(open.data).toMatchObject({ shop: { plan: { shopifyPlus: true } } });
});

test("switches, latency and faults of another process count from the next call on", async () => {
  const { control, call, clock, shop } = await openControlled();
  const drop = { operation: "productSet", nth: 1, point: "before-apply", effect: "status" };
  await control("POST /fidelity", { nodesCost: "per-id" });
  await control("POST /latency", { mutationMs: 50 });
  await control("POST /faults", [{ ...drop, name: "one" }]);
  const created = call(createProduct, { input: productInput("p1") });
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(50);
  const refused = await created;
  const counted = await control("GET /faults");
  const removed = await control("DELETE /faults");

  const nodes = await call('query N { nodes(ids: ["gid://shopify/Product/1", "gid://shopify/Product/2"]) { id } }');

  expect(refused.status).toBe(503);
  expect(counted.body).toMatchObject([{ name: "one", matchingCalls: 1, fired: 1 }]);
  expect(removed.body).toStrictEqual(counted.body);
  expect((await control("GET /faults")).body).toStrictEqual([]);
  expect(nodes.cost.requestedQueryCost).toBe(2);
  expect(shop.productCount).toBe(0);
});

test("the ledger is read page by page", async () => {
  const { control, call } = await openControlled({ shop: { plan: "unlimited" } });
  for (let index = 0; index < 5; index += 1) await call(createProduct, { input: productInput(`p${index}`) });
  const pages: number[][] = [];
  let after: number | null = 0;
  while (after !== null) {
    const { body } = await control(`GET /ledger/entries?shop=${domain}&after=${after}&limit=2`);
    const page = body as { entries: { sequence: number }[]; next: number | null };
    pages.push(page.entries.map(({ sequence }) => sequence));
    after = page.next;
  }

  const { body: sums } = await control(`GET /ledger?shop=${domain}`);

  // The first entry is the definition of the identity.
  expect(pages).toStrictEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect(sums).toMatchObject({ productsCreated: 5, variantsCreated: 15, createdIdentities: 5, duplicates: [] });
});

test("an installation is made, changed and ended, and its tokens are handed out and taken", async () => {
  const { control, shop } = await openControlled();
  const installed = await control("POST /install", { shop: domain, scopes: ["read_products"] });
  await control("POST /scopes", { shop: domain, scopes: ["write_products"] });
  const token = await control("POST /session-token", { shop: domain, userId: 42 });
  await control("POST /revoke-tokens", { shop: domain });
  const tokensLeft = shop.tokens.accessTokens;
  await control("POST /uninstall", { shop: domain });

  expect(installed.body).toMatchObject({ accessToken: expect.stringMatching(/^shpat_/), expiresInSeconds: 3_600 });
  expect(token.body).toMatchObject({ token: expect.stringMatching(/^ey/) });
  expect(tokensLeft).toBe(0);
  expect(shop.isAppInstalled).toBe(false);
});

test("webhooks are paused, disturbed, followed through their retries, and sent once more", async () => {
  let isUp = false;
  const { control, shop } = await openControlled({
    webhookSubscriptions: [{ topic: "products/create", uri: "/webhooks" }],
    webhookTarget: () => Promise.resolve({ status: isUp ? 200 : 503 }),
  });
  await control("POST /webhooks/pause");
  await control("POST /webhooks/faults", [{ topic: "products/create", nth: 2, effect: "lose" }]);
  for (const title of ["Mug", "Cup"]) shop.merchant.createProduct({ title });
  const paused = await control("GET /webhooks");
  await control("POST /webhooks/resume");
  await control("POST /webhooks/settle");
  const failed = await control("GET /webhooks?limit=1");
  isUp = true;
  await control("POST /clock", { advanceMs: 60_000 });
  const { records } = (await control("GET /webhooks")).body as { records: Outcome[] };
  const webhookId = records.find((record) => record.outcome === "delivered")?.delivery.webhookId;
  await control("POST /webhooks/replay", { webhookId });
  await control("POST /webhooks/settle");

  const { body } = await control("GET /webhooks");

  expect(paused.body).toMatchObject({ isPaused: true, pendingCount: 1, pending: [{ topic: "products/create" }] });
  expect(failed.body).toMatchObject({ records: [{ outcome: "retrying" }], attempts: [{ number: 1, status: 503 }] });
  expect(records.map(({ outcome }) => outcome).toSorted()).toStrictEqual(["delivered", "lost"]);
  expect(body).toMatchObject({
    attempts: [
      { webhookId, number: 1, status: 503 },
      { webhookId, number: 2, status: 200 },
      { webhookId, number: 1, status: 200 },
    ],
  });
  expect((await control("DELETE /webhooks/faults")).body).toMatchObject([{ fired: 1 }]);
});

test("the merchant's hand reaches products, stock, locations, settings and customers", async () => {
  const { control, shop, simulator } = await openControlled();
  const act = async (action: string, fields: object = {}): Promise<Told> =>
    control("POST /merchant", { action, shop: domain, ...fields });
  const { product } = (await act("createProduct", { title: "Mug" })).body as { product: string };
  const variant = shop.products()[0]?.variants[0]?.gid;
  const { location } = (await act("addLocation", { name: "Depot" })).body as { location: string };
  const customer = { id: 1, email: "jo@example.com" };
  const done = [
    await act("editProduct", { product, title: "Cup", tags: ["new"] }),
    await act("setPrice", { variant, price: "5.00" }),
    await act("setMetafield", { product, namespace: "custom", key: "hue", type: "single_line_text_field", value: "b" }),
    await act("deleteMetafield", { product, namespace: "custom", key: "hue" }),
    await act("addImage", { product, url: "https://cdn.example/mug.png" }),
    await act("setStock", { variant, location, available: 4 }),
    await act("placeOrder", { variant, quantity: 1 }),
    await act("disconnectStock", { variant, location }),
    await act("renameLocation", { location, name: "Warehouse" }),
    await act("deactivateLocation", { location }),
    await act("activateLocation", { location }),
    await act("deactivateLocation", { location }),
    await act("deleteLocation", { location }),
    await act("editShop", { name: "Alpha Goods", ianaTimezone: "Europe/Berlin" }),
    await act("requestCustomerData", { customer }),
    await act("redactCustomer", { customer }),
  ];
  const { body: found } = await control(`GET /product?shop=${domain}&id=${encodeURIComponent(product)}`);
  const last = await act("deleteVariant", { variant });
  await act("deleteProduct", { product });

  const { body: page } = await control(`GET /products?shop=${domain}`);

  expect(done.filter(({ status }) => status !== 200)).toStrictEqual([]);
  expect(found).toMatchObject({ title: "Cup", tags: ["new"], variants: [{ price: "5.00" }], metafields: [] });
  expect(last).toStrictEqual({
    status: 400,
    body: { error: "A product keeps at least one variant: delete the product." },
  });
  expect(page).toStrictEqual({ products: [], matches: 0 });
  expect(shop.name).toBe("Alpha Goods");
  expect(simulator.webhooks.pending().map(({ topic }) => topic)).toContain("customers/redact");
});

test.each([
  { route: "GET /nowhere", body: undefined, status: 404, error: /no \/nowhere/ },
  { route: "DELETE /shops", body: undefined, status: 405, error: /takes GET, not DELETE/ },
  { route: "POST /clock", body: "{", status: 400, error: /not JSON/ },
  { route: "POST /clock", body: { advanceMs: -1 }, status: 400, error: /advanceMs/ },
  { route: "POST /webhooks/pause", body: { now: true }, status: 400, error: /now/ },
  { route: "GET /ledger", body: undefined, status: 400, error: /Name the shop/ },
  { route: "GET /ledger?shop=nobody.myshopify.com", body: undefined, status: 400, error: /nobody/ },
  { route: `GET /products?shop=${domain}&limit=lots`, body: undefined, status: 400, error: /limit/ },
  { route: `GET /products?shop=${domain}&colour=red`, body: undefined, status: 400, error: /colour/ },
  { route: "POST /faults", body: [{ operation: "*" }], status: 400, error: /point|effect/ },
  {
    route: "POST /faults",
    body: [{ shop: "nobody.myshopify.com", operation: "*", nth: 1, point: "before-apply", effect: "drop" }],
    status: 400,
    error: /nobody/,
  },
  { route: "POST /webhooks/faults", body: [{ topic: "*", effect: "lose" }], status: 400, error: /exactly one/ },
  { route: "POST /webhooks/replay", body: { webhookId: "guess" }, status: 400, error: /guess/ },
  { route: "POST /fidelity", body: { nodesCost: "twice" }, status: 400, error: /nodesCost/ },
  { route: "POST /plan", body: { shop: domain, plan: "gold" }, status: 400, error: /plan/ },
  { route: "POST /merchant", body: { action: "burn" }, status: 400, error: /action/ },
  {
    route: "POST /merchant",
    body: { action: "editShop", shop: domain, ianaTimezone: "Mars/Olympus" },
    status: 400,
    error: /time zone/,
  },
])("$route with $body is refused with $status and a reason", async ({ route, body, status, error }) => {
  const { control } = await openControlled();

  const told = await control(route, body);

  expect(told).toMatchObject({ status, body: { error: expect.stringMatching(error) } });
});

test("time that runs by itself cannot be moved", async () => {
  const simulator = createSimulator({ clientId, clientSecret, shops: [{ domain }] });

  const told = await controlOf({ simulator })("POST /clock", { advanceMs: 1 });

  expect(told).toMatchObject({ status: 400, body: { error: expect.stringContaining("manual clock") } });
});
