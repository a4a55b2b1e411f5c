import { randomUUID } from "node:crypto";
import {
  AppError,
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  type FieldProblem,
} from "#app/platform/errors.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import { isPassingDatabaseFault } from "#app/platform/passing-database-fault.server.ts";
import {
  RequestTooLargeError,
  TooManyRequestsError,
  UnauthenticatedError,
  UnsupportedBodyError,
} from "./request-errors.ts";

/** What anybody outside may know of a failure. */
export interface Problem {
  status: number;
  /** Stable; programs decide by it. */
  code: string;
  /** What happened and what to do, for a person. */
  message: string;
  requestId: string;
  errors: readonly FieldProblem[];
  retryAfterSeconds: number | null;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{8,100}$/;
const DATABASE_RETRY_SECONDS = 5;

/** The id that the front gave this request, or a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id") ?? "";
  return REQUEST_ID.test(given) ? given : randomUUID();
}

/** Turns whatever was thrown into what may be shown. What is not an AppError is a bug: it is logged, and not shown. */
export function toProblem(error: unknown, { log, requestId }: { log: Logger; requestId: string }): Problem {
  if (error instanceof AppError)
    return {
      status: statusOf(error),
      code: error.code,
      message: error.publicMessage,
      requestId,
      errors: error instanceof InvalidInputError ? error.problems : [],
      retryAfterSeconds: error.remedy.kind === "wait" ? error.remedy.seconds : null,
    };
  const isAway = isPassingDatabaseFault(error);
  log.error({ err: error, requestId }, isAway ? "A request found no database." : "A request failed unexpectedly.");
  return {
    status: isAway ? 503 : 500,
    code: isAway ? "app.unavailable" : "app.unexpected",
    message: isAway
      ? "The app cannot reach its database at the moment. Nothing was changed; try again in a few seconds."
      : `Something went wrong on our side. Try again; if it stays, tell support the request id ${requestId}.`,
    requestId,
    errors: [],
    retryAfterSeconds: isAway ? DATABASE_RETRY_SECONDS : null,
  };
}

export const PROBLEM_TYPE = "application/problem+json";

/** RFC 9457 problem details. `pointer` is that of RFC 6901, as the fragment of an address, into the body or the parameters. */
export function problemText({ status, code, message, requestId, errors }: Problem): string {
  const type = `urn:catalog-relay:problem:${code}`;
  const title = TITLES[status] ?? "Error";
  const remedy = REMEDIES[status] ?? "Try again later; if it stays, tell support the request id.";
  const named = errors.map((error) => ({ ...error, pointer: pointerOf(error.field) }));
  return JSON.stringify({ type, title, status, detail: message, code, remedy, requestId, errors: named });
}

const pointerOf = (field: string): string =>
  field === ""
    ? "#"
    : `#/${field
        .split(".")
        .map((part) => encodeURIComponent(part.toWellFormed().replaceAll("~", "~0").replaceAll("/", "~1")))
        .join("/")}`;

export const problemResponse = (problem: Problem): Response =>
  new Response(problemText(problem), {
    status: problem.status,
    headers: { ...headersOf(problem), "Content-Type": PROBLEM_TYPE },
  });

/** For the error boundary of the pages. */
export const pageProblemResponse = (problem: Problem): Response =>
  Response.json(problem, { status: problem.status, headers: headersOf(problem) });

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Not authenticated",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported kind of body",
  422: "Not valid",
  429: "Too many requests",
  500: "Internal error",
  503: "Unavailable",
};

/** What helps, by the status; `detail` says it of the one case. */
const REMEDIES: Record<number, string> = {
  400: "Correct the request as detail says and send it again; as it is it can never succeed.",
  401: "Send a valid API token as Authorization: Bearer. An owner makes one in the app, under API access.",
  403: "Use a token with the scope that this needs, or ask an owner of the organization for one.",
  404: "Check the id and the address. What another organization has is answered in the same way.",
  405: "Use one of the methods that the Allow header names.",
  409: "Read the present state, and decide by it whether to send the request again.",
  413: "Send less at once.",
  415: "Send the body in the form that detail names, with its Content-Type.",
  422: "Correct what errors names and send the request again; as it is it can never succeed.",
  429: "Wait as many seconds as the Retry-After header says, then send the request again.",
  500: "Try again; if it stays, tell support the request id.",
  503: "Wait as many seconds as the Retry-After header says, then send the request again.",
};

const headersOf = ({ status, requestId, retryAfterSeconds }: Problem): Record<string, string> => ({
  "X-Request-Id": requestId,
  "Cache-Control": "no-store",
  ...(status === 401 ? { "WWW-Authenticate": "Bearer" } : {}),
  ...(retryAfterSeconds === null ? {} : { "Retry-After": String(Math.ceil(retryAfterSeconds)) }),
});

function statusOf(error: AppError): number {
  if (error instanceof UnauthenticatedError) return 401;
  if (error instanceof NotFoundError) return 404;
  if (error instanceof RequestTooLargeError) return 413;
  if (error instanceof UnsupportedBodyError) return 415;
  if (error instanceof TooManyRequestsError) return 429;
  if (error instanceof InvalidInputError) return 400;
  if (error instanceof ForbiddenError) return 403;
  if (error instanceof ConflictError) return 409;
  switch (error.remedy.kind) {
    case "wait":
    case "retry":
      return 503;
    case "reconnect-store":
    case "none":
      return 409;
  }
}
