import { z } from "zod";
import type { PageRequest } from "#app/domain/keyset.ts";
import { InvalidInputError, type FieldProblem } from "#app/platform/errors.ts";
import { cursorSchema, type CursorKind } from "./cursors.ts";
import { findJsonFault } from "./api/find-json-fault.ts";
import { RequestTooLargeError } from "./request-errors.ts";

const PAGE_ROWS = 25;
const API_ROWS = 50;
const MAX_API_ROWS = 250;
const MAX_BODY_MEGABYTES = 2;

/**
 * Reads the query string; a parameter that is present without a value counts as absent.
 * @throws {InvalidInputError} naming every parameter that is wrong.
 */
export function parseSearchParams<Schema extends z.ZodType>(request: Request, schema: Schema): z.infer<Schema> {
  const entries = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  return parseInput(schema, Object.fromEntries(entries), "request.invalid-parameters");
}

/** @throws {InvalidInputError} naming every field that is wrong. */
export async function parseForm<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
  const fields = await request.formData().catch((error: unknown) => {
    if (error instanceof TypeError) throw new InvalidInputError("request.invalid-form", "What was sent is no form.");
    throw error;
  });
  return parseInput(schema, Object.fromEntries(fields), "request.invalid-form");
}

/**
 * Reads a JSON body, whatever its content type says; an empty one counts as `{}`.
 * @throws {RequestTooLargeError} when it is larger than 2 MB.
 * @throws {InvalidInputError} when it is no JSON, or of another shape.
 */
export async function parseJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > MAX_BODY_MEGABYTES * 1_000_000) throw new RequestTooLargeError(MAX_BODY_MEGABYTES);
  const text = await request.text();
  if (Buffer.byteLength(text) > MAX_BODY_MEGABYTES * 1_000_000) throw new RequestTooLargeError(MAX_BODY_MEGABYTES);
  return parseInput(schema, text.trim() === "" ? {} : readJson(text), "request.invalid-body");
}

/**
 * Reads the ids in the address.
 * @throws {InvalidInputError} when one has the wrong form.
 */
export const parseParams = <Schema extends z.ZodType>(params: unknown, schema: Schema): z.infer<Schema> =>
  parseInput(schema, params, "request.invalid-path");

/** Id of a row, a group or an attempt: a whole number as text. */
export const rowIdSchema = z.string().regex(/^\d{1,18}$/, "is not an id");

/** Names an error group of a batch. */
export const fingerprintSchema = z.string().regex(/^[0-9a-f]{16}$/, "is not an error group");

/** The `after` and `before` cursors of a page. */
export const pageParams = (kind: CursorKind) => ({
  after: cursorSchema(kind).optional(),
  before: cursorSchema(kind).optional(),
});

/** The `cursor` and `limit` of a list of the API. */
export const apiPageParams = (kind: CursorKind) => ({
  cursor: cursorSchema(kind).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_API_ROWS).default(API_ROWS),
});

export const toPageRequest = (
  { after, before }: { after?: string | undefined; before?: string | undefined },
  limit = PAGE_ROWS,
): PageRequest => ({
  limit,
  ...(after === undefined ? {} : { after }),
  ...(before === undefined ? {} : { before }),
});

/** What an input says, or all that is wrong with it. */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): { data: z.output<Schema> } | { problems: FieldProblem[] } {
  const parsed = schema.safeParse(input, { error: inWords });
  const problems = parsed.success
    ? unstorableTexts(input, [])
    : parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  return parsed.success && problems.length === 0 ? { data: parsed.data } : { problems };
}

/** @throws {InvalidInputError} with this code, naming everything that is wrong. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown, code: string): z.infer<Schema> {
  const read = readInput(schema, input);
  if ("data" in read) return read.data;
  const { problems } = read;
  const named = problems.map(({ field, message }) => (field === "" ? message : `${field}: ${message}`)).join("; ");
  throw new InvalidInputError(code, `This request cannot be understood: ${named}.`, problems);
}

/** What Zod says for programmers, for people; undefined leaves Zod's own words. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_format" && issue.format === "uuid") return "is not an id";
  if (issue.code === "invalid_type" && issue.expected === "int") return "is not a whole number";
  if (issue.code === "invalid_type" && Number.isNaN(issue.input)) return "is not a number";
  if (issue.code === "too_small" && issue.origin === "number") return `must be at least ${issue.minimum}`;
  if (issue.code === "too_big" && issue.origin === "number") return `must be at most ${issue.maximum}`;
  return undefined;
};

/** Texts that PostgreSQL cannot store: those with a NUL, or with half of a surrogate pair. */
function unstorableTexts(input: unknown, path: readonly string[]): FieldProblem[] {
  if (typeof input === "string")
    return input.includes("\0") || !input.isWellFormed()
      ? [{ field: path.join("."), message: "contains a character that no text may have" }]
      : [];
  if (typeof input !== "object" || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) => unstorableTexts(value, [...path, name]));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    const { line, column } = findJsonFault(text);
    throw new InvalidInputError(
      "request.invalid-json",
      `The body is not JSON: line ${line}, column ${column} cannot be read (${because}).`,
    );
  }
}
