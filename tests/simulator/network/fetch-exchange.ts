import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { isStorageUrl } from "../state/object-storage.ts";

export type Handler = (request: Request) => Promise<Response>;

/**
 * Answers a request of Node's server by a handler in the terms of fetch. A handler that rejects, and a body that breaks
 * off, cut the connection, as a fault of the network would.
 */
export async function answerByHandler(
  handler: Handler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  origin: string,
): Promise<void> {
  try {
    const answer = await handler(await toRequest(incoming, outgoing, origin));
    outgoing.writeHead(answer.status, [...answer.headers]);
    if (answer.body !== null) await sendBody(answer.body, outgoing);
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}

async function toRequest(incoming: IncomingMessage, outgoing: ServerResponse, origin: string): Promise<Request> {
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  const headers = new Headers();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "");
  }
  const method = incoming.method ?? "GET";
  const url = new URL(incoming.url ?? "/", origin);
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? { body: await bodyOf(incoming, url), duplex: "half" as const } : {};
  return new Request(url, { method, headers, signal: gone.signal, ...body });
}

/** An upload to the storage is handed on as it arrives, everything else as a whole. */
async function bodyOf(incoming: IncomingMessage, url: URL): Promise<BodyInit> {
  return isStorageUrl(url) ? streamOf(incoming) : new Uint8Array(await buffer(incoming));
}

/** A body as it arrives. */
export function streamOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let isLeft = false;
  return new ReadableStream({
    start(controller) {
      incoming.on("data", (chunk: Buffer) => {
        if (isLeft) return;
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
      });
      incoming.once("end", () => {
        if (!isLeft) controller.close();
      });
      incoming.once("error", (error) => controller.error(error));
    },
    pull: () => void incoming.resume(),
    cancel() {
      // Whoever sends has to find somebody who takes it until the end.
      isLeft = true;
      incoming.resume();
    },
  });
}

async function sendBody(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    // Each piece is on its way before the next is asked for: one that breaks off must not take the earlier ones along.
    await new Promise<void>((resolve, reject) => {
      outgoing.write(value, (error) => (error ? reject(error) : resolve()));
    });
  }
}
