import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { readWebhook } from "#app/http/read-webhook.server.ts";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { HANDLED_TOPICS, isHandledTopic } from "#app/domain/reconciliation/handled-topics.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { parseExactJson } from "#app/domain/reconciliation/exact-json.ts";
import { linkedStore } from "#tests/support/worlds/linked-store.ts";
import { TEST_CLIENT } from "#tests/support/test-runtime.ts";
import { webhookRequest } from "#tests/support/webhook-request.ts";

/* Shopify's published samples: every topic that Shopify shows, whether the app subscribes to it or not. */

const folder = path.resolve(import.meta.dirname, "../../../../shared/data/webhooks/samples");
const isHere = existsSync(folder);
const because = isHere ? "" : " (skipped: ../shared/data is absent)";

const topics = isHere
  ? readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".json"))
      .map((file) => file.slice(0, -".json".length))
      .sort()
  : [];

const bodyOf = (topic: string): string => {
  const text = readFileSync(path.join(folder, `${topic}.json`), "utf8");
  return JSON.stringify(z.object({ response: z.unknown() }).parse(parseExactJson(text)).response);
};

test.skipIf(!isHere)(`every sample is accepted, and handled or clearly ignored${because}`, async () => {
  const linked = await linkedStore();
  const { runtime, shopDomain } = linked;
  for (const topic of topics) {
    const request = webhookRequest({ shopDomain, topic, body: bodyOf(topic), webhookId: randomUUID() });
    const body = Buffer.from(await request.arrayBuffer());
    const reading = readWebhook(Object.fromEntries(request.headers), body, TEST_CLIENT.clientSecret);
    if (reading.kind === "refused") throw new Error(`${topic}: ${reading.because}`);
    await recordWebhook(runtime, reading.webhook);
  }

  await handleDeliveries(runtime, linked);

  const rows = await runtime.db.webhookDelivery.findMany({ where: { shopDomain }, orderBy: { topic: "asc" } });
  const became = new Map(rows.map(({ topic, state, outcome }) => [topic, `${state} ${outcome}`]));
  expect(rows).toHaveLength(topics.length);
  expect(HANDLED_TOPICS.filter((topic) => !became.has(topic))).toEqual([]);
  for (const topic of topics.filter((one) => !isHandledTopic(one)))
    expect(became.get(topic)).toBe("IGNORED not-handled");
  const shown = HANDLED_TOPICS.filter((topic) => /FAILED|WAITING|PARKED/.test(became.get(topic) ?? ""));
  expect(shown).toEqual([]);
  expect(Object.fromEntries(became)).toMatchObject({
    "products/create": "HANDLED superseded",
    "products/delete": "UNLINKED not-linked",
    "locations/create": expect.stringMatching(/^HANDLED/),
    "shop/update": "HANDLED updated",
    "app/uninstalled": "HANDLED disconnected",
    "customers/data_request": "HANDLED answered",
    "customers/redact": "HANDLED answered",
    "shop/redact": "HANDLED asked",
  });
});

test.skipIf(!isHere)(`one flipped bit in any sample, or in its signature, is refused with 401${because}`, async () => {
  for (const topic of topics) {
    const request = webhookRequest({ shopDomain: "a.myshopify.com", topic, body: bodyOf(topic) });
    const body = Buffer.from(await request.arrayBuffer());
    const headers = Object.fromEntries(request.headers);
    const read = (changed: Buffer, others: object = {}) =>
      readWebhook({ ...headers, ...others }, changed, TEST_CLIENT.clientSecret);
    const at = Math.floor(body.byteLength / 2);
    const flipped = Buffer.from(body);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    const signature = headers["x-shopify-hmac-sha256"] ?? "";
    const forged = { "x-shopify-hmac-sha256": `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}` };

    expect(read(body).kind).toBe("received");
    expect(read(flipped)).toMatchObject({ kind: "refused", status: 401 });
    expect(read(body, forged)).toMatchObject({ kind: "refused", status: 401 });
  }
});
