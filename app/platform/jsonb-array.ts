const OID_OF_JSONB = 3802;
/** The only version of the binary form of a jsonb; its text follows. */
const JSONB_VERSION = 1;
const HEADER_BYTES = 20;
/** An element's length, then its version. */
const BEFORE_TEXT_BYTES = 5;

/**
 * JSON texts as a `jsonb[]` in the binary form of PostgreSQL's protocol (`array_recv`, `jsonb_recv`). As an array literal
 * every quote and backslash of every text would be escaped here and read again there, which costs more than all the rest.
 */
export function toJsonbArray(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const sizeBytes = lengths.reduce((sum, length) => sum + BEFORE_TEXT_BYTES + length, HEADER_BYTES);
  const array = Buffer.allocUnsafe(sizeBytes);
  // One dimension, no nulls, the type, so many elements, counted from one.
  let at = 0;
  for (const number of [1, 0, OID_OF_JSONB, texts.length, 1]) at = array.writeInt32BE(number, at);
  for (const [index, text] of texts.entries()) {
    at = array.writeInt32BE(1 + (lengths[index] ?? 0), at);
    at = array.writeUInt8(JSONB_VERSION, at);
    at += array.write(text, at);
  }
  return array;
}
