import { createHmac } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { signCallback } from "#tests/simulator/oauth/authorize.ts";
import { isObject } from "#tests/simulator/webhooks/payload-fields.ts";
import { simulatedTopics } from "#tests/simulator/webhooks/subscribing/topics.ts";
import { signBody } from "#tests/simulator/webhooks/signature.ts";
import { createProduct, domain, openReadyShop, productInput } from "../one-shop.ts";

const folder = path.resolve(import.meta.dirname, "../../../../../shared/data/webhooks");
const isHere = existsSync(folder);
const because = isHere ? "" : " (skipped: ../shared/data/webhooks is not here)";

const vectors = z.array(
  z.object({
    kind: z.string(),
    secret: z.string().optional(),
    secret_hex: z.string().optional(),
    message: z.string(),
    expected: z.string(),
    enc: z.enum(["base64", "hex"]),
  }),
);

test("a body is signed as base64 of its HMAC-SHA256 under the client secret", () => {
  // RFC 4231, test case 2, in base64.
  expect(signBody("what do ya want for nothing?", "Jefe")).toBe("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
});

test.skipIf(!isHere)(`signs bodies and callbacks as every published vector says${because}`, () => {
  const known = vectors.parse(JSON.parse(readFileSync(path.join(folder, "hmac-vectors.json"), "utf8")));
  const signed = known.map(({ kind, secret = "", secret_hex, message, enc }) => {
    if (kind === "webhook-body-base64") return signBody(message, secret);
    if (kind === "oauth-query-hex") return signCallback(new URLSearchParams(message), secret);
    const key = secret_hex === undefined ? secret : Buffer.from(secret_hex, "hex");
    return createHmac("sha256", key).update(message).digest(enc);
  });

  expect(known.length).toBeGreaterThan(5);
  expect(signed).toStrictEqual(known.map((vector) => vector.expected));
});

test.skipIf(!isHere)(
  `every topic's body has the fields of Shopify's sample, no more and no fewer${because}`,
  async () => {
    const { call, simulator, shop } = await openReadyShop();
    await call(createProduct, { input: productInput("p1") });
    const product = shop.products()[0];
    const variant = product?.variants[0]?.gid ?? "";
    const { merchant } = shop;
    merchant.addImage(product?.gid ?? "", "https://cdn.example/mug.png");
    merchant.editVariant(variant, { sku: "NEW" });
    const warehouse = merchant.locations.add("Warehouse");
    merchant.setStock(variant, 5, warehouse);
    merchant.disconnectStock(variant, warehouse);
    merchant.locations.rename(warehouse, "Depot");
    merchant.locations.deactivate(warehouse);
    merchant.locations.activate(warehouse);
    merchant.locations.deactivate(warehouse);
    merchant.locations.delete(warehouse);
    merchant.deleteProduct(product?.gid ?? "");
    merchant.settings.edit({ name: "Alpha Goods" });
    merchant.settings.requestCustomerData({ id: 1, email: "jo@example.com" });
    merchant.settings.redactCustomer({ id: 1, email: "jo@example.com" });
    simulator.changeScopes(domain, ["write_products", "write_inventory", "read_locations"]);
    simulator.uninstallApp(domain);
    await simulator.advance(48 * 3_600_000);

    const bodies = new Map(simulator.webhooks.pending().map((webhook) => [webhook.topic, JSON.parse(webhook.body)]));
    // A bulk operation has an end of its own: tests/unit/simulator/bulk.
    const topics = simulatedTopics.filter((topic) => topic !== "bulk_operations/finish");

    expect([...bodies.keys()].toSorted()).toStrictEqual([...topics].toSorted());
    for (const topic of topics) {
      const sample: unknown = JSON.parse(readFileSync(path.join(folder, `samples/${topic}.json`), "utf8"));
      const { response } = z.object({ response: z.unknown() }).parse(sample);
      expect(differences(bodies.get(topic), response, topic)).toStrictEqual([]);
    }
  },
);

/** Where a body and its sample differ in their fields. Below a null or an empty list of the sample nothing is known. */
function differences(body: unknown, sample: unknown, at = ""): string[] {
  if (Array.isArray(sample) && Array.isArray(body)) {
    if (sample.length === 0 || !isObject(sample[0])) return [];
    return body.length === 0 ? [`${at} is empty`] : differences(body[0], sample[0], `${at}[]`);
  }
  if (!isObject(sample)) return [];
  if (!isObject(body)) return [`${at} is no object`];
  const keys = new Set([...Object.keys(sample), ...Object.keys(body)]);
  return [...keys].flatMap((key) => {
    if (!(key in sample)) return [`${at}.${key} is not in the sample`];
    return key in body ? differences(body[key], sample[key], `${at}.${key}`) : [`${at}.${key} is missing`];
  });
}
