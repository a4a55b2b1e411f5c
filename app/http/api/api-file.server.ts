import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";

/** An answer of the API that is a file, written as it is read: what it holds is never in memory as a whole. */
export class ApiFile {
  readonly #name: string;
  readonly #type: string;
  readonly #lines: AsyncIterable<string>;

  constructor({ name, type, lines }: { name: string; type: string; lines: AsyncIterable<string> }) {
    this.#name = name;
    this.#type = type;
    this.#lines = lines;
  }

  respond(headers: Readonly<Record<string, string>>): Response {
    const body = createReadableStreamFromReadable(Readable.from(this.#lines, { objectMode: false }));
    return new Response(body, {
      headers: {
        ...headers,
        "Content-Type": `${this.#type}; charset=utf-8`,
        "Content-Disposition": `attachment; filename="${this.#name}"`,
      },
    });
  }
}
