import { createHash } from "node:crypto";
import type { RowFailure } from "./row-failure.ts";

/** Messages differ early; what a hostile one says after this is not looked at. */
const MAX_LENGTH = 1_000;

/**
 * What a message says of every product alike: ids, addresses, quoted values and numbers are replaced. An apostrophe
 * inside a word opens no quotation.
 */
const generalize = (message: string): string =>
  message
    .slice(0, MAX_LENGTH)
    .replaceAll(/gid:\/\/[A-Za-z0-9_/-]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, "<id>")
    .replaceAll(/https?:\/\/[^\s"'`<>]+/gi, "<address>")
    .replaceAll(/"[^"]*"|“[^”]*”|`[^`]*`|(?<![A-Za-z0-9_])'[^']*'(?![A-Za-z0-9_])/g, "<value>")
    .replaceAll(/<value>(?:, ?<value>)+/g, "<value>")
    .replaceAll(/[0-9]+(?:[.,:][0-9]+)*/g, "<number>")
    .replaceAll(/\s+/g, " ")
    .trim();

const withoutIndices = (field: string | null): string => (field ?? "").replaceAll(/(?<=^|\.)[0-9]+(?=\.|$)/g, "*");

/**
 * The same for all rows that failed in one way, over products, variants and stores: made of the code, the field
 * without its indices, and the message without what is particular to the row.
 */
export function fingerprintOf({ code, field, message }: Omit<RowFailure, "category">): string {
  const shape = [code, withoutIndices(field), generalize(message)].join("\n");
  return createHash("sha256").update(shape).digest("hex").slice(0, 16);
}
