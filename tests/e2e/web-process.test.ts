import { randomBytes, randomUUID } from "node:crypto";
import { connect } from "node:net";
import { once } from "node:events";
import { expect, inject, onTestFinished, test } from "vitest";
import { TOKEN_PREFIX } from "#app/domain/organizations/create-api-token.server.ts";
import { sha256Hex } from "#app/platform/crypto.server.ts";
import { createDatabase } from "#app/platform/db.server.ts";
import { startWeb } from "#tests/rig/product.ts";
import { TEST_CLIENT } from "#tests/support/test-runtime.ts";
import { webhookRequest } from "#tests/support/webhook-request.ts";

const startOwnWeb = () =>
  startWeb({
    ...TEST_CLIENT,
    databaseUrl: inject("rigDatabaseUrl"),
    appUrl: "https://app.test",
    // Nothing here leads to Shopify.
    proxyPort: 9,
    certificateFile: "/dev/null",
    shows: "problems",
    environment: { TOKEN_ENCRYPTION_KEYS: `own:${randomBytes(32).toString("base64")}`, LOG_LEVEL: "debug" },
  });

test("a web process ends soon after SIGTERM, with idle and half-sent connections, and has logged no session token", async () => {
  const web = await startOwnWeb();
  await fetch(`http://127.0.0.1:${web.port}/app?id_token=eyJ.secret.token&shop=a.myshopify.com&embedded=1`);
  const halfSent = connect(web.port, "127.0.0.1");
  halfSent.on("error", () => undefined);
  await once(halfSent, "connect");
  halfSent.write("GET /healthz HTTP/1.1\r\nHost: x\r\n");

  const wasEnough = await web.stop(30);

  expect(wasEnough).toBe(true);
  expect(await web.ended).toBe(0);
  expect(web.log()).toContain("The web process stopped.");
  expect(web.log()).not.toContain("secret.token");
});

test("streams of events end at once when a web process stops, and nobody waits for them", async () => {
  const web = await startOwnWeb();
  const db = createDatabase({ url: inject("rigDatabaseUrl"), poolSize: 1 });
  onTestFinished(() => db.$disconnect());
  const { id: organizationId } = await db.organization.create({ data: { name: "Live", slug: `live-${randomUUID()}` } });
  const token = `${TOKEN_PREFIX}${randomUUID()}`;
  await db.apiToken.create({ data: { organizationId, name: "Live", tokenHash: sha256Hex(token), scopes: ["view"] } });
  const answer = await fetch(`http://127.0.0.1:${web.port}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("event: ready")) text += (await reader?.read())?.value ?? "";

  const stopped = web.stop(30);
  const endsProperly = (await reader?.read())?.done;

  expect(endsProperly).toBe(true);
  expect(await stopped).toBe(true);
  expect(await web.ended).toBe(0);
});

test("an uninstall that Shopify tells of reaches the store through the inbox and the worker", async () => {
  const web = await startOwnWeb();
  onTestFinished(async () => void (await web.stop()));
  const db = createDatabase({ url: inject("rigDatabaseUrl"), poolSize: 1 });
  onTestFinished(() => db.$disconnect());
  const shopDomain = `gone-${randomUUID().slice(0, 8)}.myshopify.com`;
  const { id: organizationId } = await db.organization.create({ data: { name: "Gone", slug: `gone-${randomUUID()}` } });
  const facts = { name: "Gone", currencyCode: "USD", ianaTimezone: "UTC", connectedAt: new Date(Date.now() - 60_000) };
  const { id } = await db.store.create({ data: { organizationId, shopDomain, ...facts } });
  const signed = webhookRequest({ shopDomain, topic: "app/uninstalled", payload: { id: 1 } });

  const answer = await fetch(`http://127.0.0.1:${web.port}/webhooks`, {
    method: "POST",
    headers: signed.headers,
    body: await signed.text(),
  });

  expect(answer.status).toBe(200);
  const statusNow = async () => (await db.store.findUniqueOrThrow({ where: { id } })).status;
  await expect.poll(statusNow, { timeout: 20_000 }).toBe("UNINSTALLED");
});
