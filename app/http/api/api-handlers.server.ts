import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { AppError } from "#app/platform/errors.ts";
import { requireApiContext } from "./api-context.server.ts";
import { problemResponse, requestIdOf, toProblem, type Problem } from "../error-responses.server.ts";
import { getRuntime } from "../runtime.server.ts";
import { ApiFile } from "./api-file.server.ts";

export interface ApiArgs {
  ctx: Context;
  request: Request;
  params: LoaderFunctionArgs["params"];
}

type Answer = (args: ApiArgs) => Promise<unknown>;
type Handle = (args: LoaderFunctionArgs | ActionFunctionArgs) => Promise<Response>;

/** GET of the JSON API, for tokens that may look. */
export const apiLoader = (answer: Answer): Handle =>
  handle("GET", 200, async (args) => {
    requirePermission(args.ctx.actor, "view");
    return answer(args);
  });

/** POST of the JSON API; the verb behind it says what the token must be allowed. */
export const apiAction = (answer: Answer, status: 200 | 202 = 200): Handle => handle("POST", status, answer);

/** PATCH of an address that can be read, too. */
export const apiPatch =
  (answer: Answer): Handle =>
  async (args) =>
    args.request.method === "PATCH" ? handle("PATCH", 200, answer)(args) : methodNotAllowed("GET", "PATCH")(args);

/** PUT of an address that can be read, too. */
export const apiPut =
  (answer: Answer): Handle =>
  async (args) =>
    args.request.method === "PUT" ? handle("PUT", 200, answer)(args) : methodNotAllowed("GET", "PUT")(args);

/** DELETE of an address that can be read, too. */
export const apiDelete =
  (answer: Answer): Handle =>
  async (args) =>
    args.request.method === "DELETE" ? handle("DELETE", 200, answer)(args) : methodNotAllowed("GET", "DELETE")(args);

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** For routes of which the other kind of method does not exist. Whoever may read an address may ask for its head alone. */
export const methodNotAllowed =
  (...allowed: Method[]): Handle =>
  async ({ request }) => {
    const response = refuse(request, {
      status: 405,
      code: "request.method-not-allowed",
      message: `This address answers ${allowed.join(" and ")}, not ${request.method}.`,
    });
    const methods = allowed.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    response.headers.set("Allow", methods.join(", "));
    return response;
  };

/** For addresses that the API does not have, whatever is asked of them and by whom. */
export const unknownAddress: Handle = async ({ request }) =>
  refuse(request, {
    status: 404,
    code: "address.not-found",
    message:
      "The API has no such address. What it has begins with /api/v1/batches, /api/v1/inventory, /api/v1/products, /api/v1/routes, /api/v1/stores or /api/v1/webhook-deliveries, or is /api/v1/approvals or /api/v1/previews.",
  });

const refuse = (request: Request, told: Pick<Problem, "status" | "code" | "message">): Response =>
  problemResponse({ ...told, requestId: requestIdOf(request), errors: [], retryAfterSeconds: null });

function handle(method: Method, status: number, answer: Answer): Handle {
  return async (args) => {
    const { request, params } = args;
    const isAllowed = request.method === method || (method === "GET" && request.method === "HEAD");
    if (!isAllowed) return methodNotAllowed(method)(args);
    const requestId = requestIdOf(request);
    const headers = { "X-Request-Id": requestId, "Cache-Control": "no-store" };
    try {
      const ctx = await requireApiContext(request);
      const answered = await answer({ ctx, request, params });
      if (answered instanceof ApiFile) return answered.respond(headers);
      return Response.json(answered, { status, headers });
    } catch (error) {
      const { log } = await getRuntime();
      if (error instanceof AppError) log.info({ code: error.code, requestId }, "An API request was refused.");
      return problemResponse(toProblem(error, { log, requestId }));
    }
  };
}
