import type { LedgerMode } from "#tests/simulator/options.ts";
import { createSimulator, type Simulator } from "#tests/simulator/simulator.ts";
import { checkCreated, createBody, definitionBody, GRAPHQL_PATH, SHOP_DOMAIN } from "./product-calls.ts";

/* A process that holds a simulator and nothing else, so that its speed and its memory are the simulator's. */

const WARM_UP_CALLS = 500;

function openSimulator(ledger: LedgerMode): { simulator: Simulator; call: (body: string) => Promise<void> } {
  const simulator = createSimulator({
    clientId: "bench",
    clientSecret: "bench",
    shops: [{ domain: SHOP_DOMAIN, plan: "unlimited" }],
    webhookSubscriptions: [],
    ledger,
  });
  const { accessToken } = simulator.installApp(SHOP_DOMAIN);
  const headers = { "content-type": "application/json", "x-shopify-access-token": accessToken };
  return {
    simulator,
    async call(body) {
      const response = await simulator.fetch(`https://${SHOP_DOMAIN}${GRAPHQL_PATH}`, {
        method: "POST",
        headers,
        body,
      });
      const answered = await response.text();
      if (body !== definitionBody) checkCreated(response.status, answered);
    },
  };
}

/** Creates products through the simulator's fetch, one after the other; prints how long the last `calls` took. */
async function measureCalls(calls: number): Promise<object> {
  const { simulator, call } = openSimulator("hashes");
  await call(definitionBody);
  for (let number = 0; number < WARM_UP_CALLS; number += 1) await call(createBody(number));
  const bodies = Array.from({ length: calls }, (_, index) => createBody(WARM_UP_CALLS + index));
  const startedAt = performance.now();
  for (const body of bodies) await call(body);
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seconds, products: simulator.shop(SHOP_DOMAIN).productCount - WARM_UP_CALLS };
}

/** Fills a shop and prints what the process then holds in memory. */
async function measureMemory(products: number, ledger: LedgerMode): Promise<object> {
  const { simulator, call } = openSimulator(ledger);
  await call(definitionBody);
  for (let number = 0; number < products; number += 1) await call(createBody(number));
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { productCount, variantCount } = simulator.shop(SHOP_DOMAIN);
  return { residentMb: rss / 1_000_000, heapMb: heapUsed / 1_000_000, products: productCount, variants: variantCount };
}

const [what, count, ledger] = process.argv.slice(2);
const measured =
  what === "memory"
    ? await measureMemory(Number(count), ledger === "hashes" ? "hashes" : "full")
    : await measureCalls(Number(count));
process.stdout.write(`${JSON.stringify(measured)}\n`);
