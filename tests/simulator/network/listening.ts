import type { Server } from "node:http";
import type { Socket } from "node:net";

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Lets a server listen on 127.0.0.1 (0 = any free port). Closing it also ends tunnels and idle connections. */
export async function listenLocally(server: Server, port: number): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server without a port number");
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
