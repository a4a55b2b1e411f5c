import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { createEncryption } from "#app/platform/crypto.server.ts";
import { startSimulatorServer } from "#tests/simulator/server.ts";
import { createSimulator } from "#tests/simulator/simulator.ts";
import { addSampleStore, giveToken, newShopDomain, simulateShops } from "#tests/support/worlds/sample-store.ts";
import { addressOf, startTestRuntime, TEST_CLIENT } from "#tests/support/test-runtime.ts";

test.each([-3_000, 3_000])(
  "a token that has run out is refreshed once, although a process's clock is %d ms off",
  async (offMs) => {
    const shopDomain = newShopDomain();
    const { simulator, clock, time } = simulateShops(shopDomain);
    const waiting = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const first = await startTestRuntime({
      clock,
      fetch: async (input, init) => {
        if (addressOf(input).endsWith("/access_token")) {
          asked.resolve();
          await waiting.promise;
        }
        return simulator.fetch(input, init);
      },
    });
    const { storeId } = await addSampleStore(first, { shopDomain });
    await giveToken(first, simulator, shopDomain);
    time.advance(3 * 60 * 60_000);
    const isRefreshing = getAdminClient(first, storeId);
    await asked.promise;
    const second = await startTestRuntime({
      encryption: first.encryption,
      fetch: simulator.fetch,
      clock: {
        now: () => new Date(clock.now().getTime() + offMs),
        // The first is let go on as soon as the second has nothing to do but wait.
        sleep: async () => {
          waiting.resolve();
          await isRefreshing;
        },
      },
    });

    await getAdminClient(second, storeId);
    waiting.resolve();
    await isRefreshing;

    expect(simulator.shop(shopDomain).tokens.refreshes).toBe(1);
  },
);

test(
  "processes of their own refresh a token that has run out exactly once between them",
  { timeout: 60_000 },
  async () => {
    const shopDomain = newShopDomain();
    const simulator = createSimulator({ ...TEST_CLIENT, shops: [{ domain: shopDomain }] });
    const server = await startSimulatorServer(simulator, { port: 0 });
    onTestFinished(() => server.close());
    const key = `test:${randomBytes(32).toString("base64")}`;
    const runtime = await startTestRuntime({ encryption: createEncryption([key]) });
    const { storeId } = await addSampleStore(runtime, { shopDomain });
    await giveToken(runtime, simulator, shopDomain);
    await runtime.db.session.update({
      where: { id: `offline_${shopDomain}` },
      data: { expires: new Date(Date.now() - 1) },
    });
    const script = path.resolve(import.meta.dirname, "../../support/refreshing-process.ts");
    const { clientId, clientSecret } = TEST_CLIENT;
    const databaseUrl = process.env["DATABASE_URL"] ?? "";
    const start = () =>
      promisify(execFile)(process.execPath, [script, databaseUrl, server.url, storeId, key, clientId, clientSecret]);

    const ended = await Promise.all([start(), start(), start()]);

    expect(ended.map(({ stdout }) => stdout)).toEqual(["5\n", "5\n", "5\n"]);
    expect(simulator.shop(shopDomain).tokens.refreshes).toBe(1);
  },
);
