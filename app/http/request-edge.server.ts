import { randomUUID } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import type { Logger } from "#app/platform/logger.server.ts";

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const REST_IS_DROPPED_FOR_MS = 1_000;
const REQUEST_ID = /^[A-Za-z0-9._-]{8,100}$/;

type HeadInput = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** Calls back just before the head of the answer is sent, whoever sends it. */
function beforeHead(response: ServerResponse, change: () => void): void {
  const writeHead = response.writeHead.bind(response);
  const changed = (statusCode: number, reason?: string | HeadInput, headers?: HeadInput) => {
    change();
    return typeof reason === "string"
      ? writeHead(statusCode, reason, headers)
      : writeHead(statusCode, reason ?? headers);
  };
  response.writeHead = changed;
}

function nameRequest(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  const id = typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
  request.headers["x-request-id"] = id;
  return id;
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/**
 * What every answer of the web process has in common: an id, safe headers where a route set none of its own, and one
 * line in the log. The line holds the path alone: query strings carry session tokens.
 */
export function requestEdge(log: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const requestId = nameRequest(request);
    const path = request.path;
    beforeHead(response, () => {
      // A route that answers without reading the body leaves it paused: kept alive, the connection would never end.
      if (hasBody(request) && !request.complete) response.setHeader("Connection", "close");
      if (!response.hasHeader("X-Request-Id")) response.setHeader("X-Request-Id", requestId);
      if (!response.hasHeader("X-Content-Type-Options")) response.setHeader("X-Content-Type-Options", "nosniff");
      if (!response.hasHeader("Referrer-Policy"))
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
      // Only an answer to a known shop may be framed, and that answer says so itself.
      if (!response.hasHeader("Content-Security-Policy"))
        response.setHeader("Content-Security-Policy", "frame-ancestors 'none';");
    });
    response.once("close", () => {
      const fields = {
        requestId,
        method: request.method,
        path,
        status: response.statusCode,
        durationMs: Math.round(performance.now() - startedAt),
      };
      if (!response.writableFinished) log.info(fields, "A request was broken off by the caller.");
      else if (path.startsWith("/assets/") || path === "/healthz" || path === "/readyz")
        log.debug(fields, "A request was answered.");
      else log.info(fields, "A request was answered.");
    });
    next();
  };
}

/** Refuses a body over 32 MB, whether its length was told or is found out. Routes set narrower limits of their own. */
export const bodyLimit: RequestHandler = (request, response, next) => {
  const refuse = () => {
    request.removeAllListeners("data");
    // What still arrives is thrown away for a moment: hanging up on a sender takes the answer from it.
    request.resume();
    if (!response.headersSent) {
      response.status(413).set("Connection", "close").type("text").write("The body is too large.\n");
    }
    const hangUp = () => {
      response.end();
      request.destroy();
    };
    request.once("end", hangUp);
    setTimeout(hangUp, REST_IS_DROPPED_FOR_MS).unref();
  };
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) {
    refuse();
    return;
  }
  if (request.headers["transfer-encoding"] !== undefined) {
    let receivedBytes = 0;
    // Paused first, so that listening here starts no flow before the route listens too.
    request.pause();
    request.on("data", (chunk: Buffer) => {
      receivedBytes += chunk.byteLength;
      if (receivedBytes > MAX_BODY_BYTES) refuse();
    });
  }
  next();
};
