import { ByteQueue, MalformedForm } from "./byte-queue.ts";

const lineBreak = Buffer.from("\r\n");
const headEnd = Buffer.from("\r\n\r\n");
const longestHeadBytes = 16_384;

/** One part of a form. */
export interface FormPart {
  name: string;
  isFile: boolean;
  /** The next bytes of the part; null at its end. */
  read(): Promise<Buffer | null>;
}

/** The boundary in a content type of a form; null for another type. */
export function boundaryOf(contentType: string | null): string | null {
  const match = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? "");
  return match?.[1] ?? match?.[2] ?? null;
}

/** Reads a form part by part as its bytes arrive, so that a large file is never held as a whole. */
export class FormReader {
  readonly #queue: ByteQueue;
  readonly #delimiter: Buffer;
  #part: FormPart | null = null;
  #hasBegun = false;

  constructor(stream: ReadableStream<Uint8Array>, boundary: string) {
    // The first delimiter has no line before it.
    this.#queue = new ByteQueue(stream, lineBreak);
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
  }

  /** The next part; what is unread of the one before is skipped. Null behind the last. @throws MalformedForm */
  async next(): Promise<FormPart | null> {
    if (!this.#hasBegun) await this.#queue.takeUntil(this.#delimiter, longestHeadBytes);
    this.#hasBegun = true;
    while (this.#part !== null) await this.#part.read();
    const ending = await this.#queue.take(2);
    if (ending.equals(Buffer.from("--"))) return null;
    if (!ending.equals(lineBreak)) throw new MalformedForm("A boundary does not end its line.");
    const head = (await this.#queue.takeUntil(headEnd, longestHeadBytes)).toString();
    const part: FormPart = {
      ...readHead(head),
      read: async () => {
        if (this.#part !== part) return null;
        const piece = await this.#queue.pieceBefore(this.#delimiter);
        if (piece === null) this.#part = null;
        return piece;
      },
    };
    this.#part = part;
    return part;
  }

  drain(): Promise<void> {
    return this.#queue.drain();
  }
}

function readHead(head: string): Pick<FormPart, "name" | "isFile"> {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1];
  const name = disposition === undefined ? undefined : /\bname="([^"]*)"/i.exec(disposition)?.[1];
  if (disposition === undefined || name === undefined) throw new MalformedForm("A part of the form has no name.");
  return { name, isFile: /\bfilename\*?=/i.test(disposition) };
}
