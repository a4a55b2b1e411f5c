import { z } from "zod";
import { buildApiDocument, type DocumentedOperation } from "#app/http/api/openapi/document.ts";
import { bodiesOf, fillPath, searchOf, type FilledBody } from "../matrix/fill-requests.ts";
import type { SampleIds } from "../matrix/matrix-world.ts";
import { readRouteManifest, type ManifestRoute } from "../matrix/route-manifest.ts";

const document = buildApiDocument();

/** An operation of the document with the route that answers it. */
export interface DescribedOperation {
  readonly id: string;
  readonly method: string;
  readonly address: string;
  readonly described: DocumentedOperation;
  readonly route: ManifestRoute;
}

const addressOf = ({ path }: ManifestRoute): string => `/${path.replaceAll(/:([A-Za-z]+)/g, "{$1}")}`;

/** The routes that are not described, as they are the description. */
const DESCRIPTION = new Set(["/api/v1/openapi.json"]);

export const apiRoutes = (): ManifestRoute[] =>
  readRouteManifest().filter((route) => route.path.startsWith("api/v1/") && !DESCRIPTION.has(addressOf(route)));

/** @throws Error for an address that no route answers. */
export function describedOperations(): DescribedOperation[] {
  const routes = new Map(apiRoutes().map((route) => [addressOf(route), route]));
  return Object.entries(document.paths).flatMap(([address, methods]) => {
    const route = routes.get(address);
    if (!route) throw new Error(`No route answers ${address}.`);
    return Object.entries(methods).map(([method, described]) => {
      return { id: described.operationId, method: method.toUpperCase(), address, described, route };
    });
  });
}

/** The routes of which the document says nothing. */
export const undescribedRoutes = (): string[] =>
  apiRoutes().flatMap((route) => (document.paths[addressOf(route)] === undefined ? [route.id] : []));

/** What of an answer is not as the document says: its status, its type, or its body. */
export function differences(
  { id, described }: DescribedOperation,
  answered: { status: number; type: string; text: string },
): string[] {
  const documented = described.responses[answered.status];
  if (!documented) return [`${id} answered ${answered.status}, which is not described: ${answered.text.slice(0, 300)}`];
  const type = answered.type.split(";")[0] ?? "";
  const schema = documented.content?.[type]?.schema;
  if (!schema) return [`${id} answered ${answered.status} as ${type}, which is not described`];
  if (type === "text/csv" || type === "text/event-stream") return [];
  const texts = type === "application/jsonl" ? answered.text.trimEnd().split("\n") : [answered.text];
  const reader = readerOf(schema);
  return texts.flatMap((text) => {
    const read = reader.safeParse(JSON.parse(text));
    return read.success ? [] : [`${id} ${answered.status}: ${z.prettifyError(read.error)} in ${text.slice(0, 500)}`];
  });
}

const readers = new WeakMap<object, z.ZodType>();

function readerOf(schema: object): z.ZodType {
  const known = readers.get(schema);
  if (known) return known;
  const whole = { ...schema, $defs: document.components.schemas };
  const text = JSON.stringify(whole).replaceAll("#/components/schemas/", "#/$defs/");
  const made = z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0]);
  readers.set(schema, made);
  return made;
}

export interface ApiRequest {
  readonly token: string | null;
  readonly method: string;
  readonly address: string;
  readonly body?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const toRequest = ({ token, method, address, body, type, headers = {} }: ApiRequest): Request =>
  new Request(`https://app.test${address}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(type === undefined ? {} : { "content-type": type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });

export interface ApiAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers: Headers;
}

/** Reads the whole answer; of a stream without an end its head alone. */
export async function readAnswer(response: Response): Promise<ApiAnswer> {
  const type = response.headers.get("content-type") ?? "";
  const isEndless = type.startsWith("text/event-stream");
  if (isEndless) await response.body?.cancel();
  return {
    status: response.status,
    type,
    text: isEndless ? "" : await response.text(),
    headers: response.headers,
  };
}

/** A request of an operation that is in order, with its first body where it takes several. */
export function goodRequest(operation: DescribedOperation, ids: SampleIds): Omit<ApiRequest, "token"> {
  const { route, method } = operation;
  const search = method === "GET" ? new URLSearchParams(searchOf(route, ids)).toString() : "";
  const address = `${fillPath(route, ids)}${search === "" ? "" : `?${search}`}`;
  const takesBody = operation.described.requestBody !== undefined;
  return takesBody ? { method, address, ...textOf(bodiesOf(route, ids)[0]) } : { method, address };
}

function textOf({ json = {}, lines, csv }: FilledBody = {}): { body: string; type: string } {
  if (lines !== undefined) return { body: lines, type: "application/jsonl" };
  return csv === undefined ? { body: JSON.stringify(json), type: "application/json" } : { body: csv, type: "text/csv" };
}
