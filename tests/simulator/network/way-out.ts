import type { Simulator } from "../simulator.ts";
import { createCertificate } from "./certificate.ts";
import { startConnectProxy } from "./connect-proxy.ts";
import { startTlsFront } from "./tls-front.ts";

/** How an unchanged app of another process reaches the simulator under Shopify's own host names. */
export interface WayOut {
  /** Variables of the app's process; Node does the rest. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Opens a proxy that leads `*.myshopify.com` and Shopify's storage to the simulator, over TLS with a certificate of this
 * run, and refuses every other host. Browsers are served elsewhere (tests/rig).
 */
export async function openWayOut(simulator: Simulator): Promise<WayOut> {
  const certificate = await createCertificate();
  const elsewhere = (): Promise<Response> =>
    Promise.resolve(new Response("Only shops are served here.\n", { status: 421 }));
  const tls = await startTlsFront({
    certificate,
    shopify: (request) => simulator.handle(request),
    admin: elsewhere,
    cdn: elsewhere,
    app: {
      handle: (_request, response) => void response.writeHead(421).end("Only shops are served here.\n"),
      upgrade: (_request, socket) => void socket.destroy(),
    },
  });
  const proxy = await startConnectProxy(tls.port);
  return {
    environment: {
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: certificate.file,
    },
    async close() {
      await proxy.close();
      await tls.close();
      certificate.remove();
    },
  };
}
