import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A network before a database that can be cut, and that can go silent, as when a firewall forgets what it let through. */
export interface DatabaseWire {
  /** The database as it is reached over the wire. */
  readonly url: string;
  /** Nothing comes through any more, and nobody is told: neither on what is open, nor on what is opened now. */
  silence(): void;
  /** What is opened from now on comes through; what was silent stays so. */
  restore(): void;
  /** Everything is hung up, and nothing new is let in. */
  hangUp(): Promise<void>;
  /** Lets in again after `hangUp`. */
  open(): Promise<void>;
  /** The ports by which the server knows who came over the wire. */
  serverSidePorts(): readonly number[];
  /** What was asked in vain since the silence began, once for each connection. */
  unanswered(): readonly UnansweredQuestion[];
}

export interface UnansweredQuestion {
  readonly askedAtMs: number;
  /** When who asked gave the connection up; null while it waits. */
  readonly givenUpAtMs: number | null;
}

interface Connection {
  readonly client: Socket;
  readonly server: Socket;
  isSilent: boolean;
  question: { askedAtMs: number; givenUpAtMs: number | null } | null;
}

/** Opens a wire on a free port of 127.0.0.1. It stays until it is hung up. */
export async function openWire(databaseUrl: string): Promise<DatabaseWire> {
  const url = new URL(databaseUrl);
  const [host, port] = [url.hostname, Number(url.port || 5432)];
  const connections = new Set<Connection>();
  const questions: UnansweredQuestion[] = [];
  let isSilent = false;
  const server = createServer((client) => {
    const connection: Connection = { client, server: connect(port, host), isSilent, question: null };
    connections.add(connection);
    join(connection, questions);
    connection.server.once("close", () => connections.delete(connection));
  });
  const listen = async (at: number) => {
    server.listen(at, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The wire has no port.");
  url.host = `127.0.0.1:${address.port}`;
  return {
    url: url.href,
    silence() {
      isSilent = true;
      for (const connection of connections) connection.isSilent = true;
    },
    restore() {
      isSilent = false;
    },
    async hangUp() {
      const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : null;
      for (const connection of connections) {
        connection.client.destroy();
        connection.server.destroy();
      }
      await closed;
    },
    open: () => listen(address.port),
    serverSidePorts: () => [...connections].flatMap((connection) => connection.server.localPort ?? []),
    unanswered: () => questions,
  };
}

/** Passes on what either side says; of a silent connection nothing, not even that one side is gone. */
function join(connection: Connection, questions: UnansweredQuestion[]): void {
  const { client, server } = connection;
  for (const socket of [client, server]) socket.on("error", () => undefined);
  client.on("data", (chunk) => {
    if (!connection.isSilent) server.write(chunk);
    else if (connection.question === null) {
      connection.question = { askedAtMs: Date.now(), givenUpAtMs: null };
      questions.push(connection.question);
    }
  });
  server.on("data", (chunk) => {
    if (!connection.isSilent) client.write(chunk);
  });
  client.once("close", () => {
    if (connection.question !== null) connection.question.givenUpAtMs = Date.now();
    if (!connection.isSilent) server.destroy();
  });
  server.once("close", () => {
    if (!connection.isSilent) client.destroy();
  });
}
