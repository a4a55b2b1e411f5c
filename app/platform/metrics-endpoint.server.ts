import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { METRICS_CONTENT_TYPE } from "./metrics.server.ts";

export interface MetricsEndpointOptions {
  /** Who reads has to show it; without one only this machine may read. */
  token: string | undefined;
  read: () => Promise<string>;
}

/**
 * Answers a reading of the metrics. Without a token a request must come from this machine and name it: a proxy beside
 * the process would otherwise let the whole world read.
 */
export function metricsEndpoint({ token, read }: MetricsEndpointOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader("Cache-Control", "no-store");
    if (!(token === undefined ? isFromHere(request) : hasToken(request, token))) {
      response.statusCode = token === undefined ? 403 : 401;
      if (token !== undefined) response.setHeader("WWW-Authenticate", "Bearer");
      response.end("The metrics are not for everybody: METRICS_TOKEN says for whom.\n");
      return;
    }
    try {
      const text = await read();
      response.setHeader("Content-Type", METRICS_CONTENT_TYPE);
      response.end(text);
    } catch {
      response.statusCode = 500;
      response.end("The metrics could not be read.\n");
    }
  };
}

const LOCAL_ADDRESS = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;
const FORWARDING_HEADERS = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

const isFromHere = ({ socket, headers }: IncomingMessage): boolean =>
  LOCAL_ADDRESS.test(socket.remoteAddress ?? "") &&
  LOCAL_HOST.test(headers.host ?? "") &&
  FORWARDING_HEADERS.every((name) => headers[name] === undefined);

function hasToken({ headers }: IncomingMessage, token: string): boolean {
  const shown = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(shown), digest(token));
}
