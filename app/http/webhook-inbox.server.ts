import type { IncomingMessage, ServerResponse } from "node:http";
import type { Runtime } from "#app/domain/context.ts";
import { keepWebhooks, type ReceivedWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { openShopWaker, type ShopWaker } from "#app/domain/reconciliation/shop-waker.server.ts";
import { coalesce } from "#app/platform/coalesce.ts";
import { isPassingDatabaseFault } from "#app/platform/passing-database-fault.server.ts";
import { readWebhook } from "./read-webhook.server.ts";

/** Where shopify.app.toml has all webhooks sent. */
export const WEBHOOKS_PATH = "/webhooks";

/** Above what a product of 2,048 variants, 250 images and a long description takes. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;
/** Shopify hangs up after five seconds. It hears before that whether its delivery is kept. */
const ANSWERED_WITHIN_MS = 4_500;
/** Kept by one statement; what comes meanwhile goes with the next. */
const MAX_TOGETHER = 200;
/** So many statements are under way: while one waits for the disk the next is made ready. */
const STATEMENTS_AT_ONCE = 2;
/** What may wait for the database. More is refused at once: Shopify sends it again, and memory has an end. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

interface Arrival {
  webhook: ReceivedWebhook;
  /** Shopify has been told that it is not kept, and sends it again. */
  isGivenUp: boolean;
}

type Keeping = "kept" | "given-up" | { failed: unknown };

/** Handles the requests of the inbox. */
interface WebhookInbox {
  (request: IncomingMessage, response: ServerResponse): void;
  /** After the last request. */
  close(): Promise<void>;
}

/**
 * The inbox of every topic in shopify.app.toml: verify, keep, answer 200 once it is committed. All else is a job. It
 * listens before Express and Remix, because thousands may come at once: none of them needs a page, and what becomes of
 * each is in the inbox and not in the log.
 */
export function webhookInbox(runtime: Runtime): WebhookInbox {
  const waker = openShopWaker(runtime);
  const keep = coalesce<Arrival, Keeping>(
    (arrivals) => keepTogether(runtime, waker, arrivals),
    MAX_TOGETHER,
    STATEMENTS_AT_ONCE,
  );
  let waitingBytes = 0;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === "broken-off") return;
    if (body === "too-large") return refuse(runtime, response, 413, "The body is larger than any webhook.");
    const reading = readWebhook(request.headers, body, runtime.shopifyApp.clientSecret);
    if (reading.kind === "refused") return refuse(runtime, response, reading.status, reading.because);
    if (waitingBytes > MAX_WAITING_BYTES) return refuseForNow(runtime, response, "More waits than memory holds.");
    const arrival: Arrival = { webhook: reading.webhook, isGivenUp: false };
    const giveUp = setTimeout(() => {
      arrival.isGivenUp = true;
      refuseForNow(runtime, response, "It could not be kept in time.");
    }, ANSWERED_WITHIN_MS);
    waitingBytes += body.byteLength;
    try {
      const keeping = await keep(arrival);
      if (arrival.isGivenUp) return;
      if (keeping === "kept") response.writeHead(200, { "Content-Length": "0" }).end();
      else refuseForNow(runtime, response, keeping === "given-up" ? undefined : keeping.failed);
    } catch (error) {
      runtime.log.error({ err: error, topic: reading.webhook.topic }, "A webhook could not be kept.");
      if (!arrival.isGivenUp) response.writeHead(500).end();
    } finally {
      clearTimeout(giveUp);
      waitingBytes -= body.byteLength;
    }
  }

  const inbox = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method === "POST") void receive(request, response);
    else response.writeHead(405, { Allow: "POST", Connection: "close" }).end("Shopify posts its webhooks here.");
  };
  return Object.assign(inbox, { close: () => waker.close() });
}

/** Whether a request is for the inbox. */
export const isForInbox = ({ url = "" }: IncomingMessage): boolean =>
  url === WEBHOOKS_PATH || url.startsWith(`${WEBHOOKS_PATH}?`);

/**
 * A database that is away fails all of them alike; for any other failure one of them may be to blame, and each is tried
 * by itself.
 * @throws the failure that may be a single delivery's.
 */
async function keepTogether(runtime: Runtime, waker: ShopWaker, arrivals: readonly Arrival[]): Promise<Keeping[]> {
  const wanted = new Set(arrivals.filter(({ isGivenUp }) => !isGivenUp));
  try {
    const webhooks = [...wanted].map(({ webhook }) => webhook);
    if (webhooks.length > 0) await keepWebhooks(runtime, webhooks);
    await waker.wake(webhooks);
    return arrivals.map((arrival) => (wanted.has(arrival) ? "kept" : "given-up"));
  } catch (error) {
    if (!isPassingDatabaseFault(error)) throw error;
    return arrivals.map(() => ({ failed: error }));
  }
}

function refuse(runtime: Runtime, response: ServerResponse, status: 400 | 401 | 413, because: string): void {
  runtime.log.warn({ status, because }, "A webhook was refused.");
  // What is too large was not read: kept alive, the connection would never end.
  const headers = { "Content-Type": "text/plain; charset=utf-8", ...(status === 413 ? { Connection: "close" } : {}) };
  response.writeHead(status, headers).end(because);
}

/** Not kept now: Shopify sends it again. */
function refuseForNow(runtime: Runtime, response: ServerResponse, because: unknown): void {
  runtime.log.warn(because instanceof Error ? { err: because } : { because }, "A webhook was refused for now.");
  response.writeHead(503, { "Retry-After": "5" }).end();
}

/** The whole body, or why there is none; what is too large is not read to its end. */
function readBody(request: IncomingMessage): Promise<Buffer | "too-large" | "broken-off"> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return Promise.resolve("too-large");
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > MAX_BODY_BYTES) {
        request.pause();
        resolve("too-large");
      } else chunks.push(chunk);
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("close", () => resolve("broken-off"));
    request.once("error", () => resolve("broken-off"));
  });
}
