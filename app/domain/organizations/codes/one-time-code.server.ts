import { randomBytes } from "node:crypto";
import { sha256Hex } from "#app/platform/crypto.server.ts";

/** Crockford's base 32: without I, L, O and U, which are read or heard as something else. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS = 16;
const LETTERS_A_GROUP = 4;
/** Nobody mistypes a code into this; it is not worth reading. */
const LONGEST_TEXT = 100;

/** A code of 80 random bits, in groups for a person to read out: `7KQM-2T9X-…`. */
export function newCode(): string {
  const letters = [...randomBytes(LETTERS)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return Array.from({ length: LETTERS / LETTERS_A_GROUP }, (_none, group) =>
    letters.slice(group * LETTERS_A_GROUP, (group + 1) * LETTERS_A_GROUP).join(""),
  ).join("-");
}

/** What is stored of a code, however it was typed. */
export function hashOfCode(text: string): string {
  const letters = text
    .slice(0, LONGEST_TEXT)
    .toUpperCase()
    .replace(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return sha256Hex(letters);
}
