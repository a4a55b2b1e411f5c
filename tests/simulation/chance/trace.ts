import { createHash } from "node:crypto";

/** What happened in a run, in its order. Two runs of one seed are the same when their digests are. */
export class Trace {
  readonly #hash = createHash("sha256");
  readonly #lines: string[] = [];

  add(line: string): void {
    this.#hash.update(`${line}\n`);
    this.#lines.push(line);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  digest(): string {
    return this.#hash.copy().digest("hex");
  }
}
