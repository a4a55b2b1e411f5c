import { isUtf8 } from "node:buffer";
import { InvalidInputError } from "#app/platform/errors.ts";

/** One physical line of a file, without its line end. */
export interface SourceLine {
  /** From 1. */
  number: number;
  text: string;
  /** Bytes that are not UTF-8 stand as U+FFFD in `text`. */
  hasBadEncoding: boolean;
}

const LINE_FEED = 0x0a;
const MAX_LINE_BYTES = 16 * 1024 * 1024;
/** Text may hold a stray NUL, which is cleaned away; what is no text begins with many. */
const LOOKED_THROUGH_BYTES = 512;
const MAX_STRAY_NULS = 2;

/**
 * Cuts a stream of bytes into lines, many at a time, strictly as UTF-8 (with or without its mark).
 * @throws {InvalidInputError} for UTF-16, for a spreadsheet or another file that is no text, and for a line beyond 16 MB.
 */
export async function* readSourceLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SourceLine[]> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let nextNumber = 1;
  let isStart = true;
  const take = (block: Buffer): SourceLine[] => {
    const lines = decodeLines(block, nextNumber);
    nextNumber += lines.length;
    return lines;
  };

  for await (const chunk of withWholeStart(bytes)) {
    const block = isStart ? withoutMark(chunk) : chunk;
    isStart = false;
    const end = block.lastIndexOf(LINE_FEED);
    if (end === -1) {
      rest.push(block);
      restBytes += block.length;
      if (restBytes > MAX_LINE_BYTES) {
        throw new InvalidInputError(
          "import.line-too-long",
          `Line ${nextNumber} is longer than 16 MB. Check that this is a text file with one line per variant.`,
        );
      }
      continue;
    }
    const complete = Buffer.concat([...rest, block.subarray(0, end)]);
    const after = block.subarray(end + 1);
    rest = after.length === 0 ? [] : [Buffer.from(after)];
    restBytes = after.length;
    yield take(complete);
  }
  if (restBytes > 0) yield take(Buffer.concat(rest));
}

/** A first chunk of at least four bytes, which the marks at the start of a file need. */
async function* withWholeStart(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const block = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (start === null) {
      yield block;
      continue;
    }
    start = Buffer.concat([start, block]);
    if (start.length < 4) continue;
    yield start;
    start = null;
  }
  if (start !== null && start.length > 0) yield start;
}

function withoutMark(start: Buffer): Buffer {
  const [first, second, third, fourth] = start;
  const hasUtf16Mark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const looksLikeUtf16 = (first === 0) !== (second === 0) && (third === 0) !== (fourth === 0);
  if (hasUtf16Mark || (start.length >= 4 && looksLikeUtf16)) {
    throw new InvalidInputError(
      "import.utf16",
      "The file is UTF-16 (Excel calls it Unicode text). Save it as UTF-8 (in Excel: CSV UTF-8) and import it again.",
    );
  }
  const isPacked = (first === 0x50 && second === 0x4b && third === 0x03) || (first === 0x1f && second === 0x8b);
  if (isPacked) {
    throw new InvalidInputError(
      "import.packed",
      "The file is a spreadsheet (.xlsx) or packed (.zip, .gz). Export it as CSV, or unpack it, and import that file.",
    );
  }
  const nuls = start.subarray(0, LOOKED_THROUGH_BYTES).filter((byte) => byte === 0).length;
  if (nuls > MAX_STRAY_NULS) {
    throw new InvalidInputError(
      "import.not-text",
      "The file is not text: it may be a picture, a program or a database. Import a CSV or JSON Lines file.",
    );
  }
  return first === 0xef && second === 0xbb && third === 0xbf ? start.subarray(3) : start;
}

const withoutReturn = (text: string) => (text.endsWith("\r") ? text.slice(0, -1) : text);

function decodeLines(block: Buffer, firstNumber: number): SourceLine[] {
  if (isUtf8(block)) {
    const texts = block.toString("utf8").split("\n");
    return texts.map((text, index) => ({
      number: firstNumber + index,
      text: withoutReturn(text),
      hasBadEncoding: false,
    }));
  }
  const lines: SourceLine[] = [];
  for (let start = 0; start <= block.length;) {
    const feed = block.indexOf(LINE_FEED, start);
    const end = feed === -1 ? block.length : feed;
    const line = block.subarray(start, end);
    lines.push({
      number: firstNumber + lines.length,
      text: withoutReturn(line.toString("utf8")),
      hasBadEncoding: !isUtf8(line),
    });
    start = end + 1;
  }
  return lines;
}
