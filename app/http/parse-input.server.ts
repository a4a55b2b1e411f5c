import { z } from "zod";
import type { PageRequest } from "#app/domain/keyset.ts";
import { InvalidInputError } from "#app/platform/errors.ts";
import { cursorSchema, type CursorKind } from "./cursors.ts";

const PAGE_ROWS = 25;
const API_ROWS = 50;
const MAX_API_ROWS = 250;
const MAX_BODY_BYTES = 2_000_000;

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
  return parseInput(schema, Object.fromEntries(await request.formData()), "request.invalid-form");
}

/**
 * Reads a JSON body; an empty one counts as `{}`.
 * @throws {InvalidInputError} when it is no JSON, larger than 2 MB, or of another shape.
 */
export async function parseJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
  const text = await request.text();
  if (Buffer.byteLength(text) > MAX_BODY_BYTES)
    throw new InvalidInputError(
      "request.too-large",
      "The body is larger than 2 MB. Send it in parts, or use a filter.",
    );
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

function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown, code: string): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  const named = problems.map(({ field, message }) => (field === "" ? message : `${field}: ${message}`)).join("; ");
  throw new InvalidInputError(code, `This request cannot be understood: ${named}.`, problems);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidInputError("request.invalid-json", `The body is not JSON: ${String(error)}`);
  }
}
