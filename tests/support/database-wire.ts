import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A network between the test and its database that can go silent, as when a firewall forgets what it let through. */
export interface DatabaseWire {
  url: string;
  /** Nothing comes through any more, and nobody is told: neither on what is open, nor on what is opened now. */
  silence(): void;
  /** What is opened from now on comes through; what was silent stays so. */
  restore(): void;
  /** Everything is hung up, and nothing new is let in. */
  hangUp(): Promise<void>;
  /** Lets in again after `hangUp`. */
  open(): Promise<void>;
}

/** Opens a wire of its own for a test, and closes it with it. */
export async function openDatabaseWire(): Promise<DatabaseWire> {
  const url = new URL(process.env["DATABASE_URL"] ?? "");
  const [host, port] = [url.hostname, Number(url.port || 5432)];
  const sockets = new Set<Socket>();
  let isSilent = false;
  const silenced = new WeakSet<Socket>();

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (isSilent) silenced.add(client);
    const database = connect(port, host);
    keep(database);
    const forward = (from: Socket, to: Socket) => {
      from.on("data", (chunk) => {
        if (!silenced.has(client)) to.write(chunk);
      });
      from.once("close", () => {
        if (!silenced.has(client)) to.destroy();
      });
    };
    forward(client, database);
    forward(database, client);
    clients.add(client);
    client.once("close", () => clients.delete(client));
  });
  const clients = new Set<Socket>();
  const listen = async (at: number) => {
    server.listen(at, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The wire has no port.");
  url.host = `127.0.0.1:${address.port}`;

  const hangUp = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(hangUp);
  return {
    url: url.href,
    silence() {
      isSilent = true;
      for (const client of clients) silenced.add(client);
    },
    restore() {
      isSilent = false;
    },
    hangUp,
    open: () => listen(address.port),
  };
}
