import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { OwnedParts } from "../owned-parts.ts";
import { startPinned } from "./own-process.ts";
import { checkCreated, createBody, definitionBody, GRAPHQL_PATH, SHOP_DOMAIN } from "./product-calls.ts";

const CONNECTIONS = 8;
const WARM_UP_CALLS = 1_000;

const installed = z.object({ accessToken: z.string() });
const sums = z.object({ productsCreated: z.int(), duplicateIdentities: z.int() });

export interface ServedSimulator {
  /** Creates the next `calls` products over some connections at once; answers how long that took, in seconds. */
  create(calls: number): Promise<number>;
  /** What the simulator says was really made, apart from the warm-up. */
  created(): Promise<{ products: number; duplicates: number }>;
}

/** Starts `npm run simulator` in a process of its own and warms it up. */
export async function serveSimulator(parts: OwnedParts): Promise<ServedSimulator> {
  const folder = await parts.open(
    () => mkdtemp(path.join(tmpdir(), "catalog-relay-bench-")),
    (made) => rm(made, { recursive: true, force: true }),
  );
  const shops = path.join(folder, "shops.json");
  await writeFile(shops, JSON.stringify([{ domain: SHOP_DOMAIN, plan: "unlimited" }]));
  const args = ["--port", "0", "--shops", shops, "--ledger", "hashes", "--app-toml", "shopify.app.toml"];
  const child = await startPinned(parts, "tests/simulator/cli.ts", args);
  const url = await listeningUrl(child.stderr);
  const agent = await parts.open(
    () => new Agent({ keepAlive: true, maxSockets: CONNECTIONS }),
    (opened) => opened.destroy(),
  );
  const control = async (method: string, at: string, body = ""): Promise<unknown> =>
    JSON.parse((await call(agent, new URL(`/__control${at}`, url), method, {}, body)).body);
  const { accessToken } = installed.parse(await control("POST", "/install", JSON.stringify({ shop: SHOP_DOMAIN })));
  const headers = { "content-type": "application/json", "x-shopify-access-token": accessToken };
  const graphql = new URL(`/shops/${SHOP_DOMAIN}${GRAPHQL_PATH}`, url);
  await call(agent, graphql, "POST", headers, definitionBody);
  let made = 0;
  const create = async (calls: number): Promise<number> => {
    const bodies = Array.from({ length: calls }, (_, index) => createBody(made + index));
    made += calls;
    const startedAt = performance.now();
    const send = async (): Promise<void> => {
      for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
        const answer = await call(agent, graphql, "POST", headers, body);
        checkCreated(answer.status, answer.body);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, send));
    return (performance.now() - startedAt) / 1_000;
  };
  await create(WARM_UP_CALLS);
  return {
    create,
    async created() {
      const ledger = sums.parse(await control("GET", `/ledger?shop=${SHOP_DOMAIN}`));
      return { products: ledger.productsCreated - WARM_UP_CALLS, duplicates: ledger.duplicateIdentities };
    },
  };
}

async function listeningUrl(stderr: NodeJS.ReadableStream | null): Promise<string> {
  let said = "";
  stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  for (;;) {
    const url = /listens at (http:\S+);/.exec(said)?.[1];
    if (url !== undefined) return url;
    if (!stderr || !stderr.readable) throw new Error(`The simulator did not start: ${said.trim()}`);
    await Promise.race([once(stderr, "data"), once(stderr, "end")]);
  }
}

async function call(
  agent: Agent,
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; body: string }> {
  const sent = request(url, { method, agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } });
  sent.end(body);
  return new Promise((resolve, reject) => {
    sent.once("error", reject);
    sent.once("response", (response) => {
      text(response).then((answered) => resolve({ status: response.statusCode ?? 0, body: answered }), reject);
    });
  });
}
