import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { startProductProcess } from "#tests/rig/processes.ts";
import type { MerchantAction } from "#tests/simulator/control/merchant-action.ts";
import type { FidelitySwitches, Latency, ShopOptions, ShopPlan } from "#tests/simulator/options.ts";
import type { SimulatedProduct } from "#tests/simulator/simulator.ts";
import type { OwnedParts } from "../owned-parts.ts";

const points = z.object({
  maximumAvailable: z.number(),
  currentlyAvailable: z.number(),
  restoreRate: z.number(),
});
const shop = z.object({
  domain: z.string(),
  products: z.int(),
  variants: z.int(),
  points: points.extend({ spent: z.number() }),
  traffic: z.object({ calls: z.int(), throttled: z.int() }),
});
const installed = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresInSeconds: z.number(),
  scopes: z.array(z.string()),
});
const ledger = z.object({
  productsCreated: z.int(),
  variantsCreated: z.int(),
  variantsUpdated: z.int(),
  duplicateIdentities: z.int(),
});
const anything = z.unknown();

export type ShopState = z.output<typeof shop>;
export type ShopLedger = z.output<typeof ledger>;

/** `npm run simulator` in a process of its own, and the levers of its control API. */
export interface SimulatorProcess {
  /** For the product's processes, which know nothing of it. */
  readonly proxyPort: number;
  readonly certificateFile: string;
  /** What Node needs to call `https://<shop>.myshopify.com`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same calls from this process, over plain HTTP. */
  readonly fetch: typeof globalThis.fetch;
  installApp(domain: string): Promise<z.output<typeof installed>>;
  shops(): Promise<ShopState[]>;
  shop(domain: string): Promise<ShopState>;
  ledger(domain: string): Promise<ShopLedger>;
  /** Everything in a shop. */
  products(domain: string): Promise<SimulatedProduct[]>;
  /** The same a page at a time, for a shop that does not fit into this process. */
  productPages(domain: string): AsyncGenerator<SimulatedProduct[]>;
  setLatency(latency: Latency): Promise<void>;
  setPlan(domain: string, plan: ShopPlan): Promise<void>;
  setPoints(domain: string, change: { available?: number; restoreRate?: number }): Promise<void>;
  /** The merchant does something in the shop's admin. */
  act(action: MerchantAction): Promise<void>;
}

export interface SimulatorProcessOptions {
  readonly shops: readonly ShopOptions[];
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fidelity?: Partial<FidelitySwitches>;
  /** How much its heap may grow to, for shops of hundreds of thousands of products; Node's own limit when absent. */
  readonly heapMb?: number;
}

const PRODUCTS_PER_PAGE = 500;

/** Starts the simulator. Its ledger keeps sums and identities only; webhooks wait in it, since nobody is told. */
export async function startSimulatorProcess(
  parts: OwnedParts,
  options: SimulatorProcessOptions,
): Promise<SimulatorProcess> {
  const folder = await parts.open(
    () => mkdtemp(path.join(tmpdir(), "catalog-relay-bench-")),
    (made) => rm(made, { recursive: true, force: true }),
  );
  const [shops, fidelity] = [path.join(folder, "shops.json"), path.join(folder, "fidelity.json")];
  await writeFile(shops, JSON.stringify(options.shops));
  await writeFile(fidelity, JSON.stringify(options.fidelity ?? {}));
  const app = ["--client-id", options.clientId, "--client-secret", options.clientSecret];
  const files = ["--shops", shops, "--fidelity", fidelity, "--app-toml", "shopify.app.toml", "--ledger", "hashes"];
  const heap = options.heapMb === undefined ? [] : [`--max-old-space-size=${options.heapMb}`];
  const child = await parts.open(
    () =>
      startProductProcess({
        name: "simulator",
        script: [...heap, "tests/simulator/cli.ts", "--port", "0", "--proxy", ...app, ...files],
        environment: {},
        isReady: (started) => started.log().includes("listens at"),
        shows: "nothing",
      }),
    (started) => started.stop(),
  );
  const url = found(child.log(), /listens at (http:\S+);/);
  const proxyPort = Number(found(child.log(), /HTTPS_PROXY=http:\/\/127\.0\.0\.1:(\d+)/));
  const certificateFile = found(child.log(), /NODE_EXTRA_CA_CERTS=(\S+)/);
  return {
    proxyPort,
    certificateFile,
    environment: {
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
      NODE_EXTRA_CA_CERTS: certificateFile,
    },
    fetch: throughPath(url),
    ...controlOf(url),
  };
}

function controlOf(url: string) {
  async function ask<Schema extends z.ZodType>(schema: Schema, at: string, body?: object): Promise<z.output<Schema>> {
    const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${url}/__control${at}`, sent);
    const answered: unknown = await response.json();
    if (!response.ok) throw new Error(`The simulator refused ${at}: ${JSON.stringify(answered)}`);
    return schema.parse(answered);
  }
  const inQuery = (domain: string) => `shop=${encodeURIComponent(domain)}`;
  async function* productPages(domain: string): AsyncGenerator<SimulatedProduct[]> {
    for (let offset = 0; ; offset += PRODUCTS_PER_PAGE) {
      const at = `/products?${inQuery(domain)}&limit=${PRODUCTS_PER_PAGE}&offset=${offset}`;
      const { products } = await ask(z.object({ products: z.array(z.custom<SimulatedProduct>()) }), at);
      if (products.length > 0) yield products;
      if (products.length < PRODUCTS_PER_PAGE) return;
    }
  }
  return {
    installApp: (domain: string) => ask(installed, "/install", { shop: domain }),
    shops: () => ask(z.array(shop), "/shops"),
    shop: (domain: string) => ask(shop, `/shop?${inQuery(domain)}`),
    ledger: (domain: string) => ask(ledger, `/ledger?${inQuery(domain)}`),
    async products(domain: string) {
      const all: SimulatedProduct[] = [];
      for await (const page of productPages(domain)) all.push(...page);
      return all;
    },
    productPages,
    async setLatency(latency: Latency) {
      await ask(anything, "/latency", latency);
    },
    async setPlan(domain: string, plan: ShopPlan) {
      await ask(anything, "/plan", { shop: domain, plan });
    },
    async setPoints(domain: string, change: { available?: number; restoreRate?: number }) {
      await ask(anything, "/points", { shop: domain, ...change });
    },
    async act(action: MerchantAction) {
      await ask(anything, "/merchant", action);
    },
  };
}

/** The simulator's own server finds the shop in the path. */
function throughPath(url: string): typeof globalThis.fetch {
  return (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input);
    const at = `${url}/shops/${address.host}${address.pathname}${address.search}`;
    return input instanceof Request ? fetch(new Request(at, input), init) : fetch(at, init);
  };
}

function found(log: string, pattern: RegExp): string {
  const text = pattern.exec(log)?.[1];
  if (text === undefined) throw new Error(`The simulator did not say ${pattern.source}: ${log}`);
  return text;
}
