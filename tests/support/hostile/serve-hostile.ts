import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { HostileReceiver } from "./hostile-receivers.ts";

/** A server inside, which nobody may reach. */
export interface Canary {
  readonly port: number;
  readonly hits: () => number;
  close(): Promise<void>;
}

export interface ServedReceiver {
  readonly receiver: HostileReceiver;
  readonly port: number;
  readonly hits: () => number;
  close(): Promise<void>;
}

/** Counts every connection, on all addresses of this machine. */
export async function serveCanary(): Promise<Canary> {
  const served = await serve("::", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  return served;
}

/** Serves a hostile receiver on a port of its own. */
export async function serveReceiver(receiver: HostileReceiver, canaryPort: number): Promise<ServedReceiver> {
  const served = await serve("127.0.0.1", (socket) => {
    socket.once("data", () =>
      receiver.answer(socket, (text) => {
        if (!socket.destroyed) socket.write(text.replaceAll("CANARY", String(canaryPort)));
      }),
    );
  });
  return { receiver, ...served };
}

/** A server that says that all is well, on one address alone. */
export const serveCalm = (address: string): Promise<Canary> =>
  serve(address, (socket) => {
    socket.once("data", () => socket.end("HTTP/1.1 204 No Content\r\n\r\n"));
  });

async function serve(address: string, onConnection: (socket: Socket) => void): Promise<Canary> {
  let connections = 0;
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    // Whoever is attacked goes away in the middle; that is what is wanted.
    socket.on("error", () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hits: () => connections,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
