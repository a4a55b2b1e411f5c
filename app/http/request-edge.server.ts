import { randomUUID } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Logger } from "#app/platform/logger.server.ts";
import { PROBLEM_TYPE, problemText, toProblem, type Problem } from "./error-responses.server.ts";
import { RequestTooLargeError } from "./request-errors.ts";

const MAX_BODY_MEGABYTES = 32;
const MAX_BODY_BYTES = MAX_BODY_MEGABYTES * 1024 * 1024;
const REST_IS_DROPPED_FOR_MS = 1_000;
const REQUEST_ID = /^[A-Za-z0-9._-]{8,100}$/;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const NO_DETAILS = { errors: [], retryAfterSeconds: null };

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

const idOf = (request: IncomingMessage): string => String(request.headers["x-request-id"] ?? "");

/** Refuses methods that no route can have: neither the web's own Request (TRACE) nor the router takes them. */
export const methodLimit: RequestHandler = (request, response, next) => {
  if (METHODS.includes(request.method)) {
    next();
    return;
  }
  const message = `No address answers ${request.method}.`;
  const problem = { ...NO_DETAILS, status: 405, code: "request.method-not-allowed", message, requestId: idOf(request) };
  response.status(405).set("Allow", METHODS.join(", ")).type(PROBLEM_TYPE).send(problemText(problem));
};

/** Refuses a body over 32 MB, whether its length was told or is found out. Routes set narrower limits of their own. */
export const bodyLimit =
  (log: Logger): RequestHandler =>
  (request, response, next) => {
    const refuse = () => {
      request.removeAllListeners("data");
      // What still arrives is thrown away for a moment: hanging up on a sender takes the answer from it.
      request.resume();
      if (!response.headersSent) {
        const problem = toProblem(new RequestTooLargeError(MAX_BODY_MEGABYTES), { log, requestId: idOf(request) });
        response.status(problem.status).set("Connection", "close").type(PROBLEM_TYPE).write(problemText(problem));
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

/** Answers what failed outside of the routes: an address that cannot be decoded with 400, all else as a fault of ours. */
export const answerFailure =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const edge = { log, requestId: idOf(request) };
    const problem = error instanceof URIError ? undecodable(edge.requestId) : toProblem(error, edge);
    if (response.headersSent) next(error);
    else response.status(problem.status).set("Cache-Control", "no-store").type(PROBLEM_TYPE).send(problemText(problem));
  };

const undecodable = (requestId: string): Problem => ({
  status: 400,
  code: "request.invalid-path",
  message: "This address holds a % that begins no valid character. Encode the address anew.",
  requestId,
  ...NO_DETAILS,
});
