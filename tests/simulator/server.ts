import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { type Answer, type Call, jsonAnswer, type StreamedAnswer } from "./exchange.ts";
import { streamOf } from "./network/fetch-exchange.ts";
import type { Simulator } from "./simulator.ts";
import { isStorageUrl } from "./state/object-storage.ts";

export interface SimulatorServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a simulator over plain HTTP. The shop is named by the Host header (`x.myshopify.com`) or by the path
 * (`/shops/x.myshopify.com/admin/…`). A dropped call resets its socket, a cut body ends in the middle. A failure of the
 * simulator itself is told on stderr and answered with 500: it must not pass for a fault that was ordered.
 */
export async function startSimulatorServer(
  simulator: Simulator,
  options: { port: number; host?: string },
): Promise<SimulatorServer> {
  const server: Server = createServer((incoming, outgoing) => void exchange(simulator, incoming, outgoing));
  const host = options.host ?? "127.0.0.1";
  server.listen(options.port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    port: address.port,
    url: `http://${host}:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function exchange(simulator: Simulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  let answer: Answer | StreamedAnswer;
  try {
    answer = await simulator.answer(await readCall(incoming, outgoing));
  } catch (error) {
    // Nobody is left to be answered.
    if (outgoing.destroyed) return;
    process.stderr.write(`The simulator failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    const reason = error instanceof Error ? error.message : "";
    answer = jsonAnswer(500, { errors: `The simulator failed: ${reason}` });
  }
  if (answer.kind === "dropped") incoming.socket.resetAndDestroy();
  else if (answer.kind === "stream") await sendStream(answer, incoming, outgoing);
  else send(answer, incoming, outgoing);
}

async function readCall(incoming: IncomingMessage, outgoing: ServerResponse): Promise<Call> {
  const { headers, method = "GET" } = incoming;
  const url = new URL(incoming.url ?? "/", `http://${headers.host ?? "localhost"}`);
  const gone = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const call: Call = {
    method,
    url,
    header(name) {
      const value = headers[name.toLowerCase()];
      return typeof value === "string" ? value : null;
    },
    body: "",
    signal: gone.signal,
  };
  if (method === "GET" || method === "HEAD") return call;
  return isStorageUrl(url) ? { ...call, stream: streamOf(incoming) } : { ...call, body: await readBody(incoming) };
}

function readBody(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.once("error", reject);
    incoming.once("end", () =>
      resolve((chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString()),
    );
  });
}

function send(answer: Extract<Answer, { kind: "answer" }>, incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  if (answer.cutAt === null) {
    // A text goes out together with the headers, a buffer by a write of its own.
    outgoing.end(answer.body);
    return;
  }
  // What comes before the cut still reaches the caller.
  outgoing.flushHeaders();
  const part = Buffer.from(answer.body).subarray(0, answer.cutAt);
  outgoing.write(part, () => incoming.socket.destroySoon());
}

async function sendStream(answer: StreamedAnswer, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, answer.headers);
  try {
    const parts = answer.stream.getReader();
    for (let part = await parts.read(); !part.done; part = await parts.read()) {
      if (!outgoing.write(part.value)) await once(outgoing, "drain");
    }
    outgoing.end();
  } catch {
    // The stream fails where a fault cuts it: what came before the cut still reaches the caller.
    incoming.socket.destroySoon();
  }
}
