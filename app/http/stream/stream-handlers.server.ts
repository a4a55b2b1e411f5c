import type { AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import type { ProcessRuntime } from "#app/domain/runtime.server.ts";
import { parseCursor, type LiveCursor } from "#app/domain/live/live-cursor.ts";
import { AppError, ConflictError, InvalidInputError } from "#app/platform/errors.ts";
import { requireShopVisitor } from "../context.server.ts";
import { problemResponse, requestIdOf, toProblem } from "../error-responses.server.ts";
import { parseSearchParams } from "../parse-input.server.ts";
import { UnauthenticatedError } from "../request-errors.ts";
import { getDraining, getRuntime } from "../runtime.server.ts";
import { openEventStream, STREAM_HEADERS, type StreamConnection } from "./event-stream.server.ts";
import { LiveFeed, type LiveViewer } from "./live-feed.server.ts";

type Args = Pick<LoaderFunctionArgs, "request" | "context">;

/** The events of the pages: for the person of a session token, which is taken from the header alone, and until it ends. */
export async function pageEvents({ request, context }: Args): Promise<Response> {
  try {
    if (!request.headers.has("authorization")) throw new NoSessionError();
    const { ctx, expiresAt } = await requireShopVisitor(request);
    if (ctx === null) throw new ConflictError("organization.none", "This shop belongs to no organization yet.");
    return await openEvents({ request, context }, { scope: ctx, expiresAt });
  } catch (error) {
    if (error instanceof Response) throw error;
    return problemResponse(toProblem(error, { log: (await getRuntime()).log, requestId: requestIdOf(request) }));
  }
}

class NoSessionError extends UnauthenticatedError {
  override readonly publicMessage = "Send the session token of the Shopify admin as `Authorization: Bearer …`.";
}

/**
 * Tells somebody what happens, from where they were told of it last.
 * @throws {InvalidInputError} for a cursor that is none of ours.
 */
export async function openEvents(
  { request, context }: Args,
  { scope, expiresAt }: Pick<LiveViewer, "scope" | "expiresAt">,
): Promise<Response> {
  const cursor = readCursor(request);
  const headers = { "X-Request-Id": requestIdOf(request) };
  if (request.method === "HEAD") return new Response(null, { headers: { ...headers, ...STREAM_HEADERS } });
  const feed = feedOf(await getRuntime());
  if (feed.viewers >= MOST_VIEWERS) throw new TooManyViewersError();
  const { organizationId, actor } = scope;
  const viewer = { scope: { organizationId, actor }, expiresAt, cursor };
  return openEventStream({ feed, ...viewer, signal: request.signal, connection: connectionOf(context), headers });
}

/** A process of its default size holds so many connections with ease. */
const MOST_VIEWERS = 2_000;

class TooManyViewersError extends AppError {
  constructor() {
    super({
      code: "events.too-many",
      publicMessage: "Too many are watching at the moment. Ask for what you need again and again, or come back later.",
      remedy: { kind: "wait", seconds: 30 },
    });
  }
}

const search = z.looseObject({ cursor: z.string().optional() });

/** From the header that every reader of the format sends, or from the address for those that cannot. */
function readCursor(request: Request): LiveCursor | null {
  const text = request.headers.get("last-event-id") ?? parseSearchParams(request, search).cursor ?? "";
  if (text === "") return null;
  const cursor = parseCursor(text);
  if (cursor === null)
    throw new InvalidInputError(
      "events.invalid-cursor",
      "This Last-Event-ID is none of ours. Leave it out, and read anew what you show.",
    );
  return cursor;
}

const feeds = new WeakMap<ProcessRuntime, LiveFeed>();

function feedOf(runtime: ProcessRuntime): LiveFeed {
  let feed = feeds.get(runtime);
  if (!feed) feeds.set(runtime, (feed = new LiveFeed(runtime, getDraining())));
  return feed;
}

const connectionOf = ({ connection }: AppLoadContext): StreamConnection | null =>
  isConnection(connection) ? connection : null;

const isConnection = (given: unknown): given is StreamConnection =>
  typeof given === "object" && given !== null && "waitingBytes" in given && "destroy" in given;
