import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { AppError } from "#app/platform/errors.ts";
import { requireApiContext } from "./api-context.server.ts";
import { problemResponse, requestIdOf, toProblem } from "./error-responses.server.ts";
import { getRuntime } from "./runtime.server.ts";

export interface ApiArgs {
  ctx: Context;
  request: Request;
  params: LoaderFunctionArgs["params"];
}

type Answer = (args: ApiArgs) => Promise<unknown>;
type Handle = (args: LoaderFunctionArgs | ActionFunctionArgs) => Promise<Response>;

/** GET of the JSON API, for tokens that may look. */
export const apiLoader = (answer: Answer): Handle =>
  handle(["GET", "HEAD"], 200, async (args) => {
    requirePermission(args.ctx.actor, "view");
    return answer(args);
  });

/** POST of the JSON API; the verb behind it says what the token must be allowed. */
export const apiAction = (answer: Answer, status: 200 | 202 = 200): Handle => handle(["POST"], status, answer);

/** For routes of which the other kind of method does not exist. */
export const methodNotAllowed =
  (allowed: string): Handle =>
  async ({ request }) => {
    const requestId = requestIdOf(request);
    const response = problemResponse({
      status: 405,
      code: "request.method-not-allowed",
      message: `This address answers ${allowed}.`,
      requestId,
      errors: [],
      retryAfterSeconds: null,
    });
    response.headers.set("Allow", allowed);
    return response;
  };

function handle(methods: readonly string[], status: number, answer: Answer): Handle {
  return async (args) => {
    const { request, params } = args;
    if (!methods.includes(request.method)) return methodNotAllowed(methods.join(", "))(args);
    const requestId = requestIdOf(request);
    const headers = { "X-Request-Id": requestId, "Cache-Control": "no-store" };
    try {
      const ctx = await requireApiContext(request);
      return Response.json(await answer({ ctx, request, params }), { status, headers });
    } catch (error) {
      const { log } = await getRuntime();
      if (error instanceof AppError) log.info({ code: error.code, requestId }, "An API request was refused.");
      return problemResponse(toProblem(error, { log, requestId }));
    }
  };
}
