import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { usage } from "#tests/simulator/command-line.ts";
import { controlRoutes } from "#tests/simulator/control/control-api.ts";
import type { FaultCount } from "#tests/simulator/faults/script.ts";
import { defaultFidelity } from "#tests/simulator/options.ts";
import { simulatedTopics } from "#tests/simulator/webhooks/subscribing/topics.ts";
import {
  clientId,
  clientSecret,
  createProduct,
  domain,
  type OneShop,
  openReadyShop,
  productInput,
} from "./one-shop.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../simulator/README.md"), "utf8");

/** Fenced blocks of the page with this label. */
const blocks = (label: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${label}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, block = ""]) => block);

async function post({ simulator }: OneShop, route: string, body: string): Promise<number> {
  const response = await simulator.fetch(`http://simulator.test/__control${route}`, { method: "POST", body });
  return response.status;
}

/** Calls of every kind that the page's scripts name; whatever a fault does to one, the next one follows. */
async function makeCalls({ simulator, call, refreshToken }: OneShop): Promise<void> {
  const refresh = { client_id: clientId, client_secret: clientSecret, grant_type: "refresh_token" };
  const ignore = (): undefined => undefined;
  for (let number = 0; number < 40; number += 1) {
    await call(createProduct, { input: productInput(`p${number}`) }).catch(ignore);
    const body = JSON.stringify({ ...refresh, refresh_token: refreshToken });
    const headers = { "content-type": "application/json" };
    const url = `https://${domain}/admin/oauth/access_token`;
    const answer = await simulator.fetch(url, { method: "POST", headers, body }).catch(ignore);
    await answer?.text().catch(ignore);
  }
}

const scripts = blocks("json faults");

test.each(scripts)("the page's script of faults is taken, and all of it fires: %s", async (script) => {
  const opened = await openReadyShop({ shop: { plan: "unlimited" } });

  const status = await post(opened, "/faults", script);
  await makeCalls(opened);

  expect(status).toBe(200);
  expect(opened.simulator.faults.counts().filter(({ fired }: FaultCount) => fired === 0)).toStrictEqual([]);
});

test("the page's first script loses the answer of the third product, which is there all the same", async () => {
  const opened = await openReadyShop();
  await post(opened, "/faults", scripts[0] ?? "");
  const create = (number: number) => opened.call(createProduct, { input: productInput(`p${number}`) });
  await create(1);
  await create(2);

  await expect(create(3)).rejects.toThrow("fetch failed");

  expect(opened.shop.ledger.productCreates().map(({ identity }) => identity)).toStrictEqual(["p1", "p2", "p3"]);
});

test("the page's script for webhooks loses, doubles and reorders them", async () => {
  const told: number[] = [];
  const opened = await openReadyShop({
    webhookSubscriptions: [{ topic: "products/update", uri: "/webhooks" }],
    webhookTarget({ body }) {
      const { title }: { title: string } = JSON.parse(body);
      told.push(Number(title));
      return Promise.resolve({ status: 200 });
    },
  });
  const [script = ""] = blocks("json webhook-faults");
  const product = opened.shop.merchant.createProduct({ title: "0" });

  const status = await post(opened, "/webhooks/faults", script);
  for (let number = 1; number <= 30; number += 1) opened.shop.merchant.editProduct(product, { title: String(number) });
  await opened.simulator.advance(10_000);

  expect(status).toBe(200);
  expect(told).not.toContain(2);
  expect(told.filter((number) => number === 3)).toHaveLength(2);
  expect(told).not.toStrictEqual(told.toSorted((a, b) => a - b));
});

test("the page explains every switch, every route of the control API and every family of topics", () => {
  const families = new Set(simulatedTopics.map((topic) => topic.replace(/\/.*/, "")));

  expect(Object.keys(defaultFidelity).filter((name) => !page.includes(`\`${name}\``))).toStrictEqual([]);
  expect(controlRoutes.filter((route) => route !== "GET /" && !page.includes(`\`${route}\``))).toStrictEqual([]);
  expect([...families].filter((family) => !page.includes(family))).toStrictEqual([]);
});

test("every flag in the page's commands is one of the command", () => {
  const flags = blocks("sh").flatMap((block) => block.match(/--[a-z][\w-]*/g) ?? []);

  expect(flags.length).toBeGreaterThan(5);
  expect(flags.filter((flag) => !usage.includes(`  ${flag} `) && !usage.includes(`  ${flag}\n`))).toStrictEqual([]);
});
