import { randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { startRuntime } from "#app/domain/runtime.server.ts";
import { healthRoutes } from "#app/http/health-routes.server.ts";
import { loader as listBatches } from "#app/routes/api.v1.batches._index.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { openDatabaseWire } from "#tests/support/database-wire.ts";
import { TEST_CLIENT } from "#tests/support/test-runtime.ts";

const ANSWERS_WITHIN_SECONDS = 10;

test("while the database refuses connections callers are told when to come again, and then it goes on by itself", async () => {
  const { wire, isReady, callApi } = await startWebProcess();
  await callApi();
  await wire.hangUp();

  const [wasReady, away] = [await isReady(), await callApi()];
  await wire.open();

  expect(wasReady).toBe(503);
  expect(away).toMatchObject({ status: 503, body: { code: "app.unavailable" } });
  expect(away.retryAfterSeconds).toBeGreaterThan(0);
  expect([await isReady(), (await callApi()).status]).toEqual([200, 200]);
});

test("a database that has gone silent is told of within ten seconds, and then it goes on by itself", async () => {
  const { wire, isReady, callApi } = await startWebProcess();
  await callApi();
  wire.silence();

  const [wasReady, onOpenConnection] = await Promise.all([isReady(), callApi()]);
  const onNewConnection = await callApi();
  wire.restore();

  expect(wasReady).toBe(503);
  for (const away of [onOpenConnection, onNewConnection]) {
    expect(away).toMatchObject({ status: 503, body: { code: "app.unavailable" } });
    expect(away.retryAfterSeconds).toBeGreaterThan(0);
    expect(away.seconds).toBeLessThan(ANSWERS_WITHIN_SECONDS);
  }
  await expect.poll(isReady).toBe(200);
  expect((await callApi()).status).toBe(200);
});

/** What a web process has, with its real settings, behind a wire to its database. */
async function startWebProcess() {
  const wire = await openDatabaseWire();
  const runtime = await startRuntime(
    {
      NODE_ENV: "test",
      DATABASE_URL: wire.url,
      DATABASE_POOL_SIZE: 5,
      SHOPIFY_API_KEY: TEST_CLIENT.clientId,
      SHOPIFY_API_SECRET: TEST_CLIENT.clientSecret,
      SHOPIFY_APP_URL: "https://app.test",
      SCOPES: "write_products",
      TOKEN_ENCRYPTION_KEYS: [`own:${randomBytes(32).toString("base64")}`],
      HOST: "127.0.0.1",
      PORT: 0,
      LOG_LEVEL: "silent",
      WORKER_STORE_CONCURRENCY: 1,
      UPLOAD_ATTEMPTS_KEPT_DAYS: 90,
      WEBHOOK_DELIVERIES_KEPT_DAYS: 30,
      STOCK_ROWS_KEPT_DAYS: 90,
      STOCK_RUNS_KEPT_DAYS: 730,
      NOTIFICATION_TRUSTED_HOSTS: [],
      NOTIFICATIONS_KEPT_DAYS: 90,
    },
    "web",
  );
  const app = express().use(healthRoutes(runtime, () => false));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    globalThis.catalogRelayRuntime = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await runtime.close();
  });
  const { id: organizationId } = await createOrganization(runtime.db, { name: "Sample", slug: randomUUID() });
  const call = await openApi({ ...runtime, organizationId, actor: { type: "SYSTEM", id: null, name: "Test" } });
  return {
    wire,
    isReady: async () => (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`)).status,
    callApi: async () => {
      const startedAt = performance.now();
      const { status, headers, body } = await call(listBatches);
      const retryAfterSeconds = Number(headers.get("retry-after"));
      return { status, body, retryAfterSeconds, seconds: (performance.now() - startedAt) / 1_000 };
    },
  };
}
