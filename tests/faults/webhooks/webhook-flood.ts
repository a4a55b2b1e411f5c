import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { round } from "#tests/bench/statistics.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import { expectEqual } from "../check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import {
  approveNewProducts,
  openUploadStage,
  untilBatchEnded,
  type StageStore,
  type UploadStage,
} from "../upload-stage.ts";

const WEBHOOKS = 10_000;
const DUPLICATES = 0.2 * WEBHOOKS;
const FORGED = 0.05 * WEBHOOKS;
const GENUINE = WEBHOOKS - DUPLICATES - FORGED;
const PRODUCTS = 100;
/** Every so many of the genuine ones asks about a customer: an effect that would show if it came twice. */
const EVERY_ASKING = 15;
const AT_ONCE = 50;
const ACKNOWLEDGED_WITHIN_SECONDS = 5;
const HANDLED_WITHIN_SECONDS = 240;

export const webhookFlood: Fault = {
  line: 21,
  name: "webhook-flood",
  summary: "10,000 webhooks at once, shuffled, a fifth of them duplicates and one in twenty forged",
  measures: "seconds to the answer of the slowest one",
  bound: ACKNOWLEDGED_WITHIN_SECONDS,
  run,
};

interface Delivery {
  readonly webhookId: string;
  readonly topic: string;
  readonly body: string;
  readonly triggeredAt: string;
  readonly isForged: boolean;
}

interface Flood {
  readonly slowestSeconds: number;
  readonly handledSeconds: number;
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: 1, stores: fault.seeds, millisecondsPerWrite: 20 });
  const floods: Flood[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1)
    floods.push(await floodOnce(stage, seed, (line) => fault.say(`seed ${seed}: ${line}`)));
  return {
    fired: floods.length === fault.seeds,
    figure: round(Math.max(...floods.map(({ slowestSeconds }) => slowestSeconds))),
    problems: floods.flatMap(({ problems }, index) => problems.map((problem) => `seed ${index + 1}: ${problem}`)),
    more: {
      webhooks: WEBHOOKS,
      duplicates: DUPLICATES,
      forged: FORGED,
      handledSeconds: round(Math.max(...floods.map(({ handledSeconds }) => handledSeconds))),
    },
  };
}

async function floodOnce(stage: UploadStage, seed: number, say: (line: string) => void): Promise<Flood> {
  const store = await stage.openStore();
  await untilBatchEnded(store, await approveNewProducts(store, PRODUCTS));
  await untilHandled(store);
  const { deliveries, newestHandles, asking } = await makeDeliveries(store, randomFrom(seed * 104_729));
  const startedAt = performance.now();
  const answers = await sendAll(stage, store, deliveries);
  await untilHandled(store);
  const handledSeconds = (performance.now() - startedAt) / 1_000;
  const problems = [
    ...checkAnswers(deliveries, answers),
    ...(await checkEffects(store, { deliveries, newestHandles, asking })),
  ];
  const slowestSeconds = Math.max(...answers.map(({ seconds }) => seconds));
  say(
    `slowest answer ${slowestSeconds.toFixed(3)} s, all handled after ${handledSeconds.toFixed(1)} s, ` +
      `${problems.length} problems`,
  );
  return { slowestSeconds, handledSeconds, problems };
}

/** Genuine news of each product, one a second, of which the last tells the handle that has to win. */
async function makeDeliveries({ ctx: { db }, storeId, shop }: StageStore, random: () => number) {
  const links = await db.productLink.findMany({ where: { storeId }, orderBy: { productId: "asc" } });
  const variants = Map.groupBy(await db.variantLink.findMany({ where: { storeId } }), (link) => link.productId);
  const fromMs = Date.now() + 60_000;
  const newestHandles = new Map<string, string>();
  const genuine: Delivery[] = Array.from({ length: GENUINE }, (_, index) => {
    const triggeredAt = new Date(fromMs + index * 1_000).toISOString();
    const common = { webhookId: randomUUID(), triggeredAt, isForged: false };
    if (index % EVERY_ASKING === 0)
      return { ...common, topic: "customers/data_request", body: JSON.stringify({ data_request: { id: index } }) };
    const link = links[index % links.length];
    if (!link) throw new Error(`${shop.domain} has no links.`);
    const handle = `news-${index}`;
    newestHandles.set(link.productId, handle);
    const product = { shopifyProductId: link.shopifyProductId, variants: variants.get(link.productId) ?? [] };
    return { ...common, topic: "products/update", body: productBody(product, handle, triggeredAt) };
  });
  const pick = (): Delivery => genuine[Math.floor(random() * genuine.length)] ?? genuine[0] ?? noDelivery();
  const duplicates = Array.from({ length: DUPLICATES }, pick);
  const forged = Array.from({ length: FORGED }, (): Delivery => {
    const copied = pick();
    const isOtherBody = random() < 0.5;
    return { ...copied, webhookId: randomUUID(), isForged: true, body: isOtherBody ? `${copied.body} ` : copied.body };
  });
  const asking = genuine.filter(({ topic }) => topic === "customers/data_request").length;
  return { deliveries: shuffle([...genuine, ...duplicates, ...forged], random), newestHandles, asking };
}

function noDelivery(): never {
  throw new Error("There is nothing to copy.");
}

interface LinkedProduct {
  readonly shopifyProductId: string;
  readonly variants: readonly { readonly shopifyVariantId: string; readonly shopifyInventoryItemId: string }[];
}

const productBody = ({ shopifyProductId, variants }: LinkedProduct, handle: string, updatedAt: string): string =>
  JSON.stringify({
    admin_graphql_api_id: shopifyProductId,
    handle,
    updated_at: updatedAt,
    variants: variants.map(({ shopifyVariantId, shopifyInventoryItemId }) => ({
      admin_graphql_api_id: shopifyVariantId,
      inventory_item_id: shopifyInventoryItemId.split("/").at(-1),
    })),
  });

function shuffle<Item>(items: Item[], random: () => number): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [one, two] = [shuffled[last], shuffled[other]];
    if (one !== undefined && two !== undefined) [shuffled[last], shuffled[other]] = [two, one];
  }
  return shuffled;
}

interface Answer {
  readonly status: number;
  readonly seconds: number;
}

/** Sends all of them, so many at once, and answers what came of each in their order. */
async function sendAll({ rig }: UploadStage, { shop }: StageStore, deliveries: readonly Delivery[]): Promise<Answer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const answers: Answer[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let index = next++; index < deliveries.length; index = next++) {
        const delivery = deliveries[index] ?? noDelivery();
        const sentAt = performance.now();
        const secret = delivery.isForged ? "a guess" : rig.shopifyApp.clientSecret;
        const status = await post(agent, rig.web.port, headersOf(delivery, shop.domain, secret), delivery.body);
        answers[index] = { status, seconds: (performance.now() - sentAt) / 1_000 };
      }
    }),
  );
  agent.destroy();
  return answers;
}

const headersOf = ({ webhookId, topic, body, triggeredAt }: Delivery, domain: string, secret: string) => ({
  "content-type": "application/json",
  "content-length": Buffer.byteLength(body),
  "x-shopify-topic": topic,
  "x-shopify-shop-domain": domain,
  "x-shopify-webhook-id": webhookId,
  "x-shopify-triggered-at": triggeredAt,
  "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
});

const post = (agent: Agent, port: number, headers: Record<string, string | number>, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path: "/webhooks", method: "POST", agent, headers };
    request(options, (response) => {
      response.resume().once("end", () => resolve(response.statusCode ?? 0));
    })
      .once("error", reject)
      .end(body);
  });

/** Waits until nothing of the shop waits any more. */
const untilHandled = ({ ctx: { db }, shop }: StageStore): Promise<number> =>
  waitUntil(
    async () =>
      (await db.webhookDelivery.count({
        where: { shopDomain: shop.domain, state: { in: ["WAITING", "PARKED"] } },
      })) === 0,
    { what: "every webhook is handled", lookEveryMs: 200, deadlineSeconds: HANDLED_WITHIN_SECONDS },
  );

function checkAnswers(deliveries: readonly Delivery[], answers: readonly Answer[]): string[] {
  const wrong = deliveries.filter(({ isForged }, index) => answers[index]?.status !== (isForged ? 401 : 200));
  return expectEqual("webhooks that were answered otherwise than 200, or 401 for a forged one", wrong.length, 0);
}

interface Sent {
  readonly deliveries: readonly Delivery[];
  readonly newestHandles: ReadonlyMap<string, string>;
  readonly asking: number;
}

async function checkEffects(
  { ctx: { db, organizationId }, storeId, shop }: StageStore,
  { deliveries, newestHandles, asking }: Sent,
): Promise<string[]> {
  const kept = new Map(
    (await db.webhookDelivery.findMany({ where: { shopDomain: shop.domain } })).map((row) => [row.webhookId, row]),
  );
  const genuine = new Set(deliveries.filter(({ isForged }) => !isForged).map(({ webhookId }) => webhookId));
  const forgedKept = deliveries.filter(({ isForged, webhookId }) => isForged && kept.has(webhookId));
  const notHandled = [...genuine].filter((webhookId) => kept.get(webhookId)?.state !== "HANDLED");
  const links = await db.productLink.findMany({ where: { storeId } });
  const otherHandles = links.filter(({ productId, handle }) => newestHandles.get(productId) !== handle);
  const gone = await db.variantLink.count({ where: { storeId, goneAt: { not: null } } });
  const asked = { organizationId, kind: "CUSTOMER_DATA" as const };
  const noted = await db.activity.count({ where: { organizationId, action: "privacy.requested" } });
  return [
    ...expectEqual("genuine webhooks", genuine.size, GENUINE),
    ...expectEqual("genuine webhooks that are not HANDLED", notHandled.length, 0),
    ...expectEqual("forged webhooks that were kept", forgedKept.length, 0),
    ...expectEqual("products whose newest news did not win", otherHandles.length, 0),
    ...expectEqual("variants that are gone", gone, 0),
    ...expectEqual("requests about customers", await db.privacyRequest.count({ where: asked }), asking),
    ...expectEqual("notes of requests about customers", noted, asking),
  ];
}
