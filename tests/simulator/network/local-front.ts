import { createServer } from "node:http";
import { createAppProxy } from "./app-proxy.ts";
import { answerByHandler, type Handler } from "./fetch-exchange.ts";
import { listenLocally } from "./listening.ts";

export interface LocalFrontOptions {
  /** Port of the admin; the app is at the next one. 0 = any free ports. */
  port: number;
  appPort(): number;
  /** The address that the app believes to have (SHOPIFY_APP_URL). */
  appUrl: string;
  /** Makes the answering site once the origins are known that a browser sees. */
  admin(origins: { adminOrigin: string; appOrigin: string }): Handler;
}

export interface LocalFront {
  readonly adminOrigin: string;
  readonly appOrigin: string;
  close(): Promise<void>;
}

/**
 * The simulated admin and the app for a person's own browser, over plain HTTP on localhost. The app stays unchanged: on
 * the way to the browser its answers name the local App Bridge and allow the local admin as their frame.
 */
export async function startLocalFront(options: LocalFrontOptions): Promise<LocalFront> {
  let adminHandler: Handler | null = null;
  const adminServer = createServer((request, response) => {
    if (adminHandler === null) response.writeHead(503).end();
    else void answerByHandler(adminHandler, request, response, adminOrigin);
  });
  const admin = await listenLocally(adminServer, options.port);
  const adminOrigin = `http://localhost:${admin.port}`;

  const appServer = createServer();
  const app = await listenLocally(appServer, options.port === 0 ? 0 : options.port + 1).catch(
    async (error: unknown) => {
      await admin.close();
      throw error;
    },
  );
  const appOrigin = `http://localhost:${app.port}`;
  const proxy = createAppProxy({
    appPort: () => options.appPort(),
    publicOrigin: appOrigin,
    replacements: localNames({ adminOrigin, appOrigin, appUrl: options.appUrl }),
  });
  appServer.on("request", (request, response) => proxy.handle(request, response));
  appServer.on("upgrade", (request, socket, head) => proxy.upgrade(request, socket, head));
  adminHandler = options.admin({ adminOrigin, appOrigin });
  return {
    adminOrigin,
    appOrigin,
    async close() {
      await admin.close();
      await app.close();
    },
  };
}

function localNames(names: { adminOrigin: string; appOrigin: string; appUrl: string }): Map<string, string> {
  const replacements = new Map([
    ["https://cdn.shopify.com/shopifycloud/app-bridge.js", `${names.adminOrigin}/shopifycloud/app-bridge.js`],
    ["https://admin.shopify.com", names.adminOrigin],
    ["https://cdn.shopify.com", names.adminOrigin],
  ]);
  const appUrl = names.appUrl.replace(/\/$/, "");
  if (appUrl !== names.appOrigin) {
    replacements.set(appUrl, names.appOrigin);
    replacements.set(encodeURIComponent(appUrl), encodeURIComponent(names.appOrigin));
  }
  return replacements;
}
