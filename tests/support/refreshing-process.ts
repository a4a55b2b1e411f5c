import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { createEncryption } from "#app/platform/crypto.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { createDatabase } from "#app/platform/db.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { SHOP_FACTS } from "#app/shopify/operations/shop.ts";

// A process of its own that calls a store's Admin API several times at once; the simulator is elsewhere, over HTTP.
const [databaseUrl = "", simulatorUrl = "", storeId = "", key = "", clientId = "", clientSecret = ""] =
  process.argv.slice(2);

const db = createDatabase({ url: databaseUrl, poolSize: 5 });
const runtime = {
  db,
  queue: { send: () => Promise.reject(new Error("Nothing is queued here.")) },
  clock: systemClock,
  log: createLogger("silent"),
  fetch: (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input);
    return fetch(`${simulatorUrl}/shops/${url.host}${url.pathname}`, init);
  },
  shopifyApp: { clientId, clientSecret },
  encryption: createEncryption([key]),
};

const answers = await Promise.all(
  Array.from({ length: 5 }, async () => {
    const client = await getAdminClient(runtime, storeId);
    return client.request(SHOP_FACTS, { variables: {} });
  }),
);
await db.$disconnect();
process.stdout.write(`${answers.length}\n`);
