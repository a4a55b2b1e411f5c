import { createServer } from "node:https";
import type { AppProxy } from "./app-proxy.ts";
import type { Certificate } from "./certificate.ts";
import { isStorageHost } from "../state/object-storage.ts";
import { answerByHandler, type Handler } from "./fetch-exchange.ts";
import { listenLocally, type Listening } from "./listening.ts";

export interface TlsFrontOptions {
  certificate: Certificate;
  /** Answers `*.myshopify.com` (the Admin API and OAuth) and the storage behind it. */
  shopify: Handler;
  /** Answers `admin.shopify.com`. */
  admin: Handler;
  /** Answers `cdn.shopify.com`: App Bridge and images. */
  cdn: Handler;
  /** Answers `app.test`. */
  app: AppProxy;
}

/** One TLS port behind which every host lives that a browser or the app would find on the internet. */
export async function startTlsFront(options: TlsFrontOptions): Promise<Listening> {
  const { key, cert } = options.certificate;
  const handlerOf = (host: string): Handler | null => {
    if (host.endsWith(".myshopify.com") || isStorageHost(host)) return options.shopify;
    if (host === "admin.shopify.com") return options.admin;
    return host === "cdn.shopify.com" ? options.cdn : null;
  };
  const server = createServer({ key, cert }, (request, response) => {
    const host = (request.headers.host ?? "").replace(/:443$/, "");
    if (host === "app.test") {
      options.app.handle(request, response);
      return;
    }
    const handler = handlerOf(host);
    if (handler === null) response.writeHead(421).end(`Nothing is simulated at ${host}\n`);
    else void answerByHandler(handler, request, response, `https://${host}`);
  });
  server.on("upgrade", (request, socket, head) => {
    if (request.headers.host === "app.test") options.app.upgrade(request, socket, head);
    else socket.destroy();
  });
  return listenLocally(server, 0);
}
