import { createAdminSite } from "#tests/simulator/admin/admin-site.ts";
import { buildAdminScripts, createCdnSite } from "#tests/simulator/admin/browser-files.ts";
import { viewShops } from "#tests/simulator/admin/simulated-shop-view.ts";
import { createAppProxy } from "#tests/simulator/network/app-proxy.ts";
import { createCertificate } from "#tests/simulator/network/certificate.ts";
import { startConnectProxy } from "#tests/simulator/network/connect-proxy.ts";
import { startLocalFront, type LocalFront } from "#tests/simulator/network/local-front.ts";
import { startTlsFront } from "#tests/simulator/network/tls-front.ts";
import type { Simulator } from "#tests/simulator/simulator.ts";

export const APP_URL = "https://app.test";
const ADMIN_URL = "https://admin.shopify.com";

export interface SimulatedWorldOptions {
  readonly simulator: Simulator;
  readonly appPort: number;
  /** Serve the admin and the app on localhost too, for a person's own browser: the admin's port, 0 = any free one. */
  readonly localPort?: number;
}

/** Everything between the product and a simulated Shopify, and between a browser and both. */
export interface SimulatedWorld {
  readonly proxyPort: number;
  readonly tlsPort: number;
  readonly certificateFile: string;
  readonly local: LocalFront | null;
  /** Hosts that the product asked for and that are not simulated. */
  readonly refusedHosts: readonly string[];
  close(): Promise<void>;
}

/** Opens the ways to the simulator: proxy, certificate, TLS and local fronts, admin pages and App Bridge. */
export async function openSimulatedWorld(options: SimulatedWorldOptions): Promise<SimulatedWorld> {
  const { simulator } = options;
  const scripts = await buildAdminScripts();
  const openAdmin = (adminOrigin: string, appOrigin: string) =>
    createAdminSite({
      adminOrigin,
      appOrigin,
      appHomePath: "/app",
      scripts,
      shops: () => viewShops(simulator),
      issueSessionToken: (domain) => simulator.issueSessionToken(domain),
    });
  const certificate = await createCertificate();
  const tls = await startTlsFront({
    certificate,
    shopify: (request) => simulator.handle(request),
    admin: openAdmin(ADMIN_URL, APP_URL),
    cdn: createCdnSite(scripts, ADMIN_URL),
    app: createAppProxy({ appPort: () => options.appPort, publicOrigin: APP_URL }),
  });
  const proxy = await startConnectProxy(tls.port);
  const local =
    options.localPort === undefined
      ? null
      : await startLocalFront({
          port: options.localPort,
          appPort: () => options.appPort,
          appUrl: APP_URL,
          admin: ({ adminOrigin, appOrigin }) => openAdmin(adminOrigin, appOrigin),
        });
  return {
    proxyPort: proxy.port,
    tlsPort: tls.port,
    certificateFile: certificate.file,
    local,
    refusedHosts: proxy.refused,
    async close() {
      await local?.close();
      await proxy.close();
      await tls.close();
      certificate.remove();
    },
  };
}
