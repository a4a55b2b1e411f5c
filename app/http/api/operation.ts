import { z } from "zod";
import type { TokenScope } from "#app/domain/organizations/permissions.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What one address answers to one method: it parses its requests by these schemas, and is described by them. */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Stable name, of which clients are generated. */
  readonly id: string;
  readonly method: Method;
  /** Below /api/v1, with `{name}` for a parameter. */
  readonly path: string;
  readonly summary: string;
  /** What the token must be allowed. */
  readonly scope: TokenScope;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** How the body comes. `lines`: as JSON Lines, each of them as `body` says, read as a stream. `csv`: as one file. */
  readonly takes: "nothing" | "json" | "lines" | "csv";
  /** One of these objects, or line by line of the file where it is JSON Lines. */
  readonly answer: Answer;
  readonly gives: "json" | "lines" | "csv" | "events";
  readonly status: 200 | 202;
  /** Codes with which it answers 409. */
  readonly conflicts: readonly string[];
  /** It takes an `Idempotency-Key`: sent again it is answered as before, and done once. */
  readonly isOnce: boolean;
}

interface Definition<
  Params extends z.ZodObject,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
> {
  id: string;
  call: `${Method} /${string}`;
  summary: string;
  /** `view` for whatever reads. */
  scope?: TokenScope;
  params?: Params;
  query?: Query;
  body?: Body;
  takes?: "lines" | "csv";
  answer: Answer;
  gives?: "lines" | "csv" | "events";
  status?: 202;
  conflicts?: readonly string[];
  isOnce?: boolean;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

export function defineOperation<
  Answer extends z.ZodType,
  Params extends z.ZodObject = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(definition: Definition<Params, Query, Body, Answer>): Operation<Params, Query, Body, Answer> {
  const { id, call, summary, answer } = definition;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of `call` is a method, a space and a path
  const [method, path] = call.split(" ", 2) as [Method, string];
  return {
    id,
    method,
    path,
    summary,
    answer,
    scope: definition.scope ?? "view",
    // An operation that names no schema has an address, or a body, with nothing in it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- who names no schema has `Nothing` for its type
    params: definition.params ?? (nothing as z.ZodObject as Params),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    query: definition.query ?? (nothing as z.ZodType as Query),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    body: definition.body ?? (nothing as z.ZodType as Body),
    takes: definition.takes ?? (definition.body === undefined ? "nothing" : "json"),
    gives: definition.gives ?? "json",
    status: definition.status ?? 200,
    conflicts: definition.conflicts ?? [],
    isOnce: definition.isOnce ?? false,
  };
}
