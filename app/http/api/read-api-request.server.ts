import type { z } from "zod";
import { parseJson, parseParams, parseSearchParams } from "../parse-input.server.ts";
import { UnsupportedBodyError } from "../request-errors.ts";
import type { Operation } from "./operation.ts";

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json(?:$|[;\s])/i;
const LINES_TYPE = /^application\/(?:jsonl|x-ndjson|x-jsonlines|json-lines)(?:$|[;\s])/i;
const CSV_TYPE = /^(?:text|application)\/csv(?:$|[;\s])/i;

const BODIES = {
  json: { type: JSON_TYPE, name: "application/json" },
  lines: { type: LINES_TYPE, name: "application/jsonl" },
  csv: { type: CSV_TYPE, name: "text/csv" },
} as const;

export interface ReadRequest<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
}

/**
 * Reads what an operation is asked; JSON Lines and files are left to it.
 * @throws {InvalidInputError} naming all that is wrong in the address, the parameters or the body.
 * @throws {UnsupportedBodyError} for a body of another kind. @throws {RequestTooLargeError}
 */
export async function readApiRequest<Params extends z.ZodObject, Query extends z.ZodType, Body extends z.ZodType>(
  operation: Operation<Params, Query, Body>,
  request: Request,
  address: unknown,
): Promise<ReadRequest<Params, Query, Body>> {
  const params = parseParams(address, operation.params);
  const query = parseSearchParams(request, operation.query);
  if (operation.takes !== "nothing") requireType(request, operation.takes);
  const isRead = operation.takes === "json";
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an operation that takes no JSON names no schema of a body
  const body = isRead ? await parseJson(request, operation.body) : ({} as z.output<Body>);
  return { params, query, body };
}

/** A request that names no type may have no body: fetch itself names one for whatever it sends. */
function requireType(request: Request, takes: keyof typeof BODIES): void {
  const given = request.headers.get("content-type");
  if (given === null || given === "") return;
  const { type, name } = BODIES[takes];
  if (!type.test(given) && hasBody(request)) throw new UnsupportedBodyError(name);
}

const hasBody = (request: Request): boolean => request.body !== null && request.headers.get("content-length") !== "0";
