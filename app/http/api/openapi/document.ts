import { z } from "zod";
import { REQUESTS_AT_ONCE, REQUESTS_PER_SECOND } from "#app/domain/organizations/request-limit.ts";
import type { Operation } from "../operation.ts";
import { operationGroups } from "../operations/all-operations.ts";
import { describeProblems, PROBLEM_SCHEMA } from "./problems.ts";

type Json = Record<string, unknown>;

export interface ApiDocument {
  readonly openapi: "3.1.1";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
  readonly security: readonly Json[];
}

export interface DocumentedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Json }[];
  readonly requestBody?: { required: boolean; content: Readonly<Record<string, { schema: Json }>> };
  readonly responses: Readonly<
    Record<string, { description: string; content?: Readonly<Record<string, { schema: Json }>> }>
  >;
}

const DESCRIPTION = `Everything is asked with the header \`Authorization: Bearer crt_…\`; an owner makes tokens in the app, under API access. A token may do what its scopes say: view, upload, configure.

Lists come in pages, newest first where nothing else is said: hand \`nextCursor\` back as \`cursor\` until it is null. Cursors are opaque and can be kept.

A token may send ${REQUESTS_AT_ONCE} requests at once and ${REQUESTS_PER_SECOND} a second after that; what is too much is answered 429 with Retry-After.

Whatever fails is answered as RFC 9457 tells (application/problem+json): \`code\` is stable and for programs, \`detail\` and \`remedy\` are for people, and \`errors\` points at what is wrong. Support finds a request by its \`requestId\`.`;

/** What the API answers, as OpenAPI 3.1, made of the schemas that read its requests and type its answers. */
export function buildApiDocument(): ApiDocument {
  const schemas: Json = { Problem: PROBLEM_SCHEMA };
  const paths: Record<string, Record<string, DocumentedOperation>> = {};
  for (const { name, operations } of operationGroups)
    for (const operation of operations) {
      const address = `/api/v1${operation.path}`;
      (paths[address] ??= {})[operation.method.toLowerCase()] = documentOperation(operation, name, schemas);
    }
  return {
    openapi: "3.1.1",
    info: { title: "Catalog Relay", version: "1", description: DESCRIPTION },
    tags: operationGroups.map(({ name }) => ({ name })),
    paths,
    components: { schemas, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    security: [{ token: [] }],
  };
}

function documentOperation(operation: Operation, tag: string, schemas: Json): DocumentedOperation {
  const { id, summary, scope, status, answer } = operation;
  const answered = { schema: toSchema(answer, "output", schemas) };
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `Needs the scope ${scope}.`,
    parameters: [
      ...parameters(operation.params, "path"),
      ...parameters(operation.query, "query"),
      ...(operation.isOnce ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(operation.takes === "nothing" ? {} : { requestBody: requestBody(operation, schemas) }),
    responses: {
      [status]: { description: ANSWERS[operation.gives], content: { [TYPES[operation.gives]]: answered } },
      ...describeProblems(operation),
    },
  };
}

const TYPES = {
  json: "application/json",
  lines: "application/jsonl",
  csv: "text/csv",
  events: "text/event-stream",
} as const;

const ANSWERS = {
  json: "Done, or under way where it is 202.",
  lines: "One result for each line of the body, and a last line that sums up.",
  csv: "A file with a header line.",
  events: "Events for as long as the connection lasts.",
} as const;

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "Chosen by you, anew for each thing to be done: sent again within two days it is answered as before and done once. Another body under the same key is refused with 422.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

function requestBody(operation: Operation, schemas: Json) {
  const schema = toSchema(operation.body, "input", schemas);
  if (operation.takes === "lines") return { required: true, content: { "application/jsonl": { schema } } };
  if (operation.takes === "csv") return { required: true, content: { "text/csv": { schema } } };
  return { required: isRequired(operation.body), content: { "application/json": { schema } } };
}

/** An empty body is read as `{}`. */
const isRequired = (body: z.ZodType): boolean => !body.safeParse({}).success;

function parameters(schema: z.ZodType, place: "path" | "query") {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: typeof property === "object" ? { ...property } : {},
  }));
}

/** A schema as JSON Schema 2020-12; those with a name of their own go into the components. */
function toSchema(schema: z.ZodType, io: "input" | "output", schemas: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (!(zodSchema instanceof z.ZodDate)) return;
      jsonSchema.type = "string";
      jsonSchema.format = "date-time";
    },
  });
  const { id } = own;
  for (const [name, definition] of Object.entries($defs)) schemas[name] = relocate(definition);
  if (typeof id !== "string") return relocate(own);
  schemas[id] = relocate(own);
  return { $ref: `#/components/schemas/${id}` };
}

function relocate(schema: unknown): Json {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === "$ref" && typeof value === "string" ? value.replace("#/$defs/", "#/components/schemas/") : value,
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was an object before it became text
  const { id: _, ...rest } = JSON.parse(text) as Json;
  return rest;
}
