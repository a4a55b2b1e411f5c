import { z } from "zod";

const KEYS = { uuid: z.uuid(), bigint: z.string().regex(/^\d{1,18}$/) } as const;

export type CursorKind = keyof typeof KEYS;

/** A place in a list, unreadable on purpose: clients hand it back and never build one. */
export const encodeCursor = (key: string): string => Buffer.from(`1:${key}`).toString("base64url");

/** Reads a cursor of a list that is ordered by a key of this kind. */
export const cursorSchema = (kind: CursorKind) =>
  z.string().transform((text, context) => {
    const [version, key] = Buffer.from(text, "base64url").toString("utf8").split(":", 2);
    const parsed = KEYS[kind].safeParse(key);
    if (version === "1" && parsed.success) return parsed.data;
    context.addIssue({ code: "custom", message: "is not a cursor of this list; start again without one" });
    return z.NEVER;
  });

/** Both ends of a page as cursors. */
export const encodePage = ({ next, previous }: { next: string | null; previous: string | null }) => ({
  nextCursor: next === null ? null : encodeCursor(next),
  previousCursor: previous === null ? null : encodeCursor(previous),
});
