import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { bodyOf } from "./network/fetch-exchange.ts";
import type { Simulator } from "./simulator.ts";

export interface SimulatorServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a simulator over plain HTTP. The shop is named by the Host header (`x.myshopify.com`) or by the path
 * (`/shops/x.myshopify.com/admin/…`). A dropped call resets its socket, a cut body ends in the middle.
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
  try {
    const answer = await simulator.handle(await toRequest(incoming));
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body) await sendBody(answer.body.getReader(), outgoing);
    outgoing.end();
  } catch (error) {
    // The handler rejects for a call that a fault drops: the socket is reset. A body that a fault cuts breaks off
    // here: what came before the cut still reaches the caller.
    if (outgoing.headersSent) incoming.socket.destroySoon();
    else incoming.socket.resetAndDestroy();
    if (!(error instanceof TypeError)) throw error;
  }
}

async function sendBody(parts: ReadableStreamDefaultReader<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  for (;;) {
    const { done, value } = await parts.read();
    if (done) return;
    if (!outgoing.write(value)) await once(outgoing, "drain");
  }
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host ?? "localhost"}`);
  const method = incoming.method ?? "GET";
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  return new Request(url, { method, headers, body: await bodyOf(incoming, url), duplex: "half" });
}
