import { z } from "zod";
import type { Operation } from "../operation.ts";

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().meta({ description: "What happened and what to do, for a person." }),
  code: z.string().meta({ description: "Stable; programs decide by it." }),
  remedy: z.string().meta({ description: "What helps with any answer of this status." }),
  requestId: z.string().meta({ description: "Tell it to support." }),
  errors: z.array(z.object({ field: z.string(), message: z.string(), pointer: z.string() })),
});

const { $schema: _, ...schema } = z.toJSONSchema(problem);

/** RFC 9457. */
export const PROBLEM_SCHEMA: Record<string, unknown> = schema;

export interface DocumentedAnswer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content: Readonly<Record<string, { schema: Record<string, unknown> }>>;
}

const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
const headers = { "Retry-After": { description: "Seconds.", schema: { type: "integer" } } };

/** With what an operation answers when it does not do what was asked. */
export function describeProblems({
  params,
  query,
  takes,
  conflicts,
  isOnce,
}: Operation): Record<string, DocumentedAnswer> {
  const hasParams = Object.keys(params.shape).length > 0;
  const hasBody = takes !== "nothing";
  const unreadable = [
    ...(hasParams ? ["request.invalid-path"] : []),
    ...(takes === "json" ? ["request.invalid-json"] : []),
  ];
  const problems: [status: number, isAnswered: boolean, description: string][] = [
    [400, unreadable.length > 0, `Cannot be read: ${unreadable.join(", ")}.`],
    [401, true, "No valid token: token.invalid."],
    [403, true, "The token lacks the scope: permission.denied."],
    [404, true, "There is no such thing, or it is not yours."],
    [405, true, "The Allow header names the methods: request.method-not-allowed."],
    [409, conflicts.length > 0, `Not in this state: ${conflicts.join(", ")}.`],
    [413, hasBody, "The body is too large: request.too-large."],
    [415, hasBody, "The body is of another kind: request.unsupported-type."],
    [422, hasBody || isOnce || !isEmpty(query), "Read and not valid; `errors` says where."],
    [429, true, "Too many requests: token.too-many-requests."],
    [503, true, "Not at the moment: app.unavailable."],
  ];
  return Object.fromEntries(
    problems
      .filter(([, isAnswered]) => isAnswered)
      .map(([status, , description]) => {
        const waits = status === 429 || status === 503 ? { headers } : {};
        return [String(status), { description, ...waits, content }];
      }),
  );
}

const isEmpty = (given: z.ZodType): boolean => given instanceof z.ZodObject && Object.keys(given.shape).length === 0;
