import { createServer } from "node:net";

/** A TCP port of 127.0.0.1 that was free a moment ago. Somebody else may take it before the caller does: retry on EADDRINUSE. */
export async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("A TCP server without a port number");
  return address.port;
}
