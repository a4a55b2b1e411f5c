import { createServer } from "node:http";
import { connect } from "node:net";
import { downloadHost, uploadHost } from "../state/object-storage.ts";
import { listenLocally, type Listening } from "./listening.ts";

export interface ConnectProxy extends Listening {
  /** Every host that a client asked for and was refused. */
  readonly refused: readonly string[];
}

const shopTarget = /^[a-z0-9][a-z0-9-]*\.myshopify\.com:443$/;
const storageTargets = [`${uploadHost}:443`, `${downloadHost}:443`];

/**
 * The way out of the app's processes: a proxy that leads `*.myshopify.com:443` and the storage of staged uploads and bulk
 * results to the simulator's TLS port and refuses every other host, so that nothing ever reaches the real world.
 */
export async function startConnectProxy(tlsPort: number): Promise<ConnectProxy> {
  const refused: string[] = [];
  const server = createServer((_request, response) => {
    response.writeHead(403).end("Only *.myshopify.com:443 and its storage are reachable, by CONNECT\n");
  });
  server.on("connect", (request, client, head) => {
    const target = request.url ?? "";
    if (!shopTarget.test(target) && !storageTargets.includes(target)) {
      refused.push(target);
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const upstream = connect(tlsPort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    upstream.on("close", () => client.destroy());
    client.on("error", () => upstream.destroy());
    client.on("close", () => upstream.destroy());
  });
  return { ...(await listenLocally(server, 0)), refused };
}
