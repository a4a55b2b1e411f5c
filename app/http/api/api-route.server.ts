import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { AppError } from "#app/platform/errors.ts";
import { problemResponse, requestIdOf } from "../error-responses.server.ts";
import { getRuntime } from "../runtime.server.ts";
import { requireApiContext } from "./api-context.server.ts";
import { ApiFile } from "./api-file.server.ts";
import { toApiProblem } from "./api-problem.server.ts";
import type { Method, Operation } from "./operation.ts";
import { readApiRequest } from "./read-api-request.server.ts";

type Handle = (args: LoaderFunctionArgs | ActionFunctionArgs) => Promise<Response>;

/** What an operation is asked, read and found to be in order. */
export interface ApiCall<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  ctx: Context;
  request: Request;
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
}

/** An operation with what answers it. */
export interface AnsweredOperation {
  readonly method: Method;
  readonly handle: Handle;
}

export function answers<
  Params extends z.ZodObject,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  operation: Operation<Params, Query, Body, Answer>,
  answer: (call: ApiCall<Params, Query, Body>) => Promise<z.input<Answer> | ApiFile | Response>,
): AnsweredOperation {
  const { method, scope, status, takes } = operation;
  return {
    method,
    handle: async ({ request, params }) => {
      const requestId = requestIdOf(request);
      const headers = { "X-Request-Id": requestId, "Cache-Control": "no-store" };
      try {
        const ctx = await requireApiContext(request);
        // Otherwise the verb says it, which knows what is asked for; here before a look at anything, and before a long body.
        if (method === "GET" || takes === "lines" || takes === "csv") requirePermission(ctx.actor, scope);
        const read = await readApiRequest(operation, request, params);
        const answered = await answer({ ctx, request, ...read });
        if (answered instanceof ApiFile) return answered.respond(headers);
        return answered instanceof Response ? answered : Response.json(answered, { status, headers });
      } catch (error) {
        const { log } = await getRuntime();
        if (error instanceof AppError) log.info({ code: error.code, requestId }, "An API request was refused.");
        return problemResponse(toApiProblem(error, { log, requestId }));
      }
    },
  };
}

/**
 * All that an address of the JSON API answers, for both `loader` and `action` of its route. Whoever may read an address may
 * ask for its head alone; any other method is told which ones there are.
 */
export function apiRoute(...answered: readonly AnsweredOperation[]): Handle {
  return async (args) => {
    const method = args.request.method === "HEAD" ? "GET" : args.request.method;
    const found = answered.find((one) => one.method === method);
    return found ? found.handle(args) : methodNotAllowed(...answered.map((one) => one.method))(args);
  };
}

/** For routes of which the other kind of method does not exist. */
export const methodNotAllowed =
  (...allowed: Method[]): Handle =>
  async ({ request }) => {
    const response = problemResponse({
      status: 405,
      code: "request.method-not-allowed",
      message: `This address answers ${allowed.join(" and ")}, not ${request.method}.`,
      requestId: requestIdOf(request),
      errors: [],
      retryAfterSeconds: null,
    });
    const methods = allowed.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    response.headers.set("Allow", methods.join(", "));
    return response;
  };

/** For addresses that the API does not have, whatever is asked of them and by whom. */
export const unknownAddress: Handle = async ({ request }) =>
  problemResponse({
    status: 404,
    code: "address.not-found",
    message: "The API has no such address. /api/docs shows all that it has.",
    requestId: requestIdOf(request),
    errors: [],
    retryAfterSeconds: null,
  });
