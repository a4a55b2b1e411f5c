import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { signBody } from "#tests/simulator/webhooks/signature.ts";
import { clientSecret, createProduct, domain, openReadyShop, openShop, productInput } from "./one-shop.ts";

test("a create is told with a signed body and every header", async () => {
  const { call, simulator, shop } = await openReadyShop();
  await call(createProduct, { input: productInput("p1") });

  const [webhook] = simulator.webhooks.pending();

  const hmac = createHmac("sha256", clientSecret)
    .update(webhook?.body ?? "")
    .digest("base64");
  expect(webhook?.headers).toMatchObject({
    "x-shopify-topic": "products/create",
    "x-shopify-hmac-sha256": hmac,
    "x-shopify-shop-domain": domain,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": webhook?.webhookId,
    "x-shopify-event-id": webhook?.eventId,
    "x-shopify-triggered-at": "2026-11-24T10:00:00.000Z",
  });
  expect(JSON.parse(webhook?.body ?? "")).toMatchObject({
    admin_graphql_api_id: shop.products()[0]?.gid,
    title: "Shirt",
    handle: "shirt",
    status: "active",
    variants: [
      { title: "S", option1: "S", option2: null, sku: "SHIRT-S", price: "19.90", position: 1 },
      { title: "M" },
      { title: "L" },
    ],
    variant_gids: [{}, {}, {}],
  });
});

test("only the first hundred variants come in full", async () => {
  const { call, simulator } = await openReadyShop();
  await call(createProduct, {
    input: productInput(
      "p1",
      Array.from({ length: 120 }, (_, index) => `v${index}`),
    ),
  });

  const body: { variants: unknown[]; variant_gids: unknown[] } = JSON.parse(
    simulator.webhooks.pending()[0]?.body ?? "",
  );

  expect(body.variants).toHaveLength(100);
  expect(body.variant_gids).toHaveLength(120);
});

test("what the merchant does is told as well", () => {
  const { simulator, shop } = openShop();
  const product = shop.merchant.createProduct({ title: "Mug" });
  shop.merchant.editProduct(product, { title: "Cup" });
  shop.merchant.setStock(shop.products()[0]?.variants[0]?.gid ?? "", 4);
  shop.merchant.deleteProduct(product);
  simulator.uninstallApp(domain);

  const topics = simulator.webhooks.pending().map((webhook) => webhook.topic);

  expect(topics).toStrictEqual([
    "products/create",
    "products/update",
    "inventory_levels/update",
    "products/delete",
    "app/uninstalled",
  ]);
});

test("a stock webhook names the item and the location, not the product", () => {
  const { simulator, shop } = openShop();
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

test("a webhook keeps its body from the moment it was triggered", () => {
  const { simulator, shop } = openShop();
  const product = shop.merchant.createProduct({ title: "Mug" });
  shop.merchant.editProduct(product, { title: "Cup" });

  const titles = simulator.webhooks.pending().map((webhook): unknown => JSON.parse(webhook.body));

  expect(titles).toMatchObject([{ title: "Mug" }, { title: "Cup" }]);
});

test("handing webhooks over empties the outbox, a failure counts as an attempt without an answer", async () => {
  const { simulator, shop } = openShop();
  shop.merchant.createProduct({ title: "Mug" });
  shop.merchant.createProduct({ title: "Cup" });
  let calls = 0;

  const attempts = await simulator.webhooks.deliverTo((delivery) => {
    calls += 1;
    return calls === 1 ? Promise.reject(new Error(`no route to ${delivery.uri}`)) : Promise.resolve({ status: 200 });
  });

  expect(attempts.map((attempt) => attempt.status)).toStrictEqual([null, 200]);
  expect(simulator.webhooks.pendingCount).toBe(0);
});

const vectorsFile = new URL("../../../../shared/data/webhooks/hmac-vectors.json", import.meta.url);
const hasVectors = existsSync(vectorsFile);

test.skipIf(!hasVectors)(
  `signs as the published vectors say${hasVectors ? "" : " (skipped: ../shared/data is not here)"}`,
  () => {
    const vectors: { kind: string; secret: string; message: string; expected: string }[] = JSON.parse(
      readFileSync(vectorsFile, "utf8"),
    );
    const bodies = vectors.filter((vector) => vector.kind === "webhook-body-base64");

    expect(bodies.length).toBeGreaterThan(0);
    for (const { secret, message, expected } of bodies) expect(signBody(message, secret)).toBe(expected);
  },
);
