import { z } from "zod";

const KEYS = {
  uuid: z.uuid(),
  bigint: z.string().regex(/^\d{1,18}$/),
  counted: z.string().refine((key) => {
    const [count = "", id] = key.split("/");
    return /^\d{1,9}$/.test(count) && z.uuid().safeParse(id).success;
  }),
} as const;

export type CursorKind = keyof typeof KEYS;

/**
 * A place in a list, unreadable on purpose: clients hand it back and never build one.
 * @param sort of a list that can be in several orders: the one of this place.
 */
export const encodeCursor = (key: string, sort?: string): string =>
  Buffer.from(["1", key, ...(sort === undefined ? [] : [sort])].join(":")).toString("base64url");

const NO_CURSOR = "is not a cursor of this list; start again without one";
const OF_ANOTHER_ORDER = "belongs to this list in another order; start again without one";

/** Reads a cursor of a list that is ordered by a key of this kind. */
export const cursorSchema = (kind: CursorKind) =>
  z.string().transform((text, context) => {
    const { key, sort } = decode(text);
    const parsed = KEYS[kind].safeParse(key);
    if (sort === undefined && parsed.success) return parsed.data;
    context.addIssue({ code: "custom", message: NO_CURSOR });
    return z.NEVER;
  });

/** Makes the cursors of a query keys of the order that its `sort` asks for; those of another order are refused. */
export const readSorted =
  <Sort extends string>(kinds: Readonly<Record<Sort, CursorKind>>) =>
  <Query extends { sort: Sort; cursor?: string | undefined; after?: string | undefined; before?: string | undefined }>(
    query: Query,
    context: z.RefinementCtx,
  ): Query => {
    const read = { ...query };
    for (const name of ["cursor", "after", "before"] as const) {
      const text = query[name];
      if (text === undefined) continue;
      const { key, sort } = decode(text);
      const parsed = KEYS[kinds[query.sort]].safeParse(key);
      if (sort === query.sort && parsed.success) read[name] = parsed.data;
      else {
        const isOfAnother = sort !== undefined && sort !== query.sort && Object.hasOwn(kinds, sort);
        context.addIssue({ code: "custom", path: [name], message: isOfAnother ? OF_ANOTHER_ORDER : NO_CURSOR });
      }
    }
    return read;
  };

function decode(text: string): { key?: string | undefined; sort?: string | undefined } {
  const [version, key, sort] = Buffer.from(text, "base64url").toString("utf8").split(":", 3);
  return version === "1" ? { key, sort } : {};
}

/** Both ends of a page as cursors. */
export const encodePage = ({ next, previous }: { next: string | null; previous: string | null }, sort?: string) => ({
  nextCursor: next === null ? null : encodeCursor(next, sort),
  previousCursor: previous === null ? null : encodeCursor(previous, sort),
});
