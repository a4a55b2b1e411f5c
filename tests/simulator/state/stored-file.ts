import { createHash, randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Files up to this size stay in memory: nearly all of them in tests. */
const keptInMemoryBytes = 1_048_576;
const partBytes = 65_536;
const lineFeed = 0x0a;

/**
 * A file of the simulated storage: an upload, or the result of a bulk operation.
 *
 * A large one lies on the disk without a name, so that memory stays flat and nothing is left behind by a process that
 * is killed. Writing and reading are synchronous: what runs on the simulator's clock must not wait.
 */
export class StoredFile {
  #memory: Buffer | null = Buffer.alloc(0);
  #descriptor: number | null = null;
  #sizeBytes = 0;
  readonly #hash = createHash("md5");
  #digest: string | null = null;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Of what is in the file when it is first asked for. */
  get md5(): string {
    this.#digest ??= this.#hash.digest("hex");
    return this.#digest;
  }

  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#hash.update(bytes);
    if (this.#memory !== null && this.#sizeBytes + bytes.length > keptInMemoryBytes) this.#moveToDisk();
    if (this.#memory !== null) this.#memory = inserted(this.#memory, this.#sizeBytes, bytes);
    else this.#write(bytes);
    this.#sizeBytes += bytes.length;
  }

  /** The bytes from `start` up to `end`, fewer where the file ends before. */
  read(start: number, end: number): Buffer {
    const stop = Math.min(end, this.#sizeBytes);
    if (stop <= start) return Buffer.alloc(0);
    if (this.#memory !== null) return this.#memory.subarray(start, stop);
    const bytes = Buffer.allocUnsafe(stop - start);
    const readBytes = readSync(this.#open(), bytes, 0, bytes.length, start);
    return bytes.subarray(0, readBytes);
  }

  /** Where each line begins; the line feed at the end of the file begins none. */
  lineStarts(): number[] {
    const starts: number[] = this.#sizeBytes > 0 ? [0] : [];
    for (let start = 0; start < this.#sizeBytes; start += partBytes) {
      const part = this.read(start, start + partBytes);
      for (let at = part.indexOf(lineFeed); at !== -1; at = part.indexOf(lineFeed, at + 1)) {
        if (start + at + 1 < this.#sizeBytes) starts.push(start + at + 1);
      }
    }
    return starts;
  }

  /** The bytes as a body that is read part by part. With `failsAt` it breaks off there, as a connection does. */
  stream(start: number, end: number, failsAt: number | null = null): ReadableStream<Uint8Array<ArrayBuffer>> {
    let at = start;
    const stop = failsAt === null ? end : Math.min(end, start + failsAt);
    return new ReadableStream({
      pull: (controller) => {
        const part = new Uint8Array(this.read(at, Math.min(stop, at + partBytes)));
        at += part.length;
        if (part.length > 0) controller.enqueue(part);
        else if (failsAt === null) controller.close();
        else controller.error(new TypeError("terminated"));
      },
    });
  }

  close(): void {
    this.#memory = Buffer.alloc(0);
    this.#sizeBytes = 0;
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #moveToDisk(): void {
    const held = (this.#memory ?? Buffer.alloc(0)).subarray(0, this.#sizeBytes);
    const file = path.join(tmpdir(), `simulated-storage-${randomUUID()}`);
    this.#descriptor = openSync(file, "wx+", 0o600);
    unlinkSync(file);
    this.#memory = null;
    this.#write(held);
  }

  #write(bytes: Uint8Array): void {
    const descriptor = this.#open();
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  }

  #open(): number {
    if (this.#descriptor === null) throw new Error("The file is closed.");
    return this.#descriptor;
  }
}

/** `memory` with `bytes` at `at`; it doubles when it is too small, so that many small writes stay cheap. */
function inserted(memory: Buffer, at: number, bytes: Uint8Array): Buffer {
  let target = memory;
  if (at + bytes.length > memory.length) {
    target = Buffer.alloc(Math.max(1_024, (at + bytes.length) * 2));
    memory.copy(target, 0, 0, at);
  }
  target.set(bytes, at);
  return target;
}
