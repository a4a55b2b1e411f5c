import { mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const WRITTEN_AT_ONCE = 64 * 1024;
const READ_AT_ONCE = 64 * 1024;

/** A file without a name: whatever becomes of this process, nothing of it stays. */
export class TemporaryFile {
  readonly #file: FileHandle;
  #waiting = "";
  bytes = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(): Promise<TemporaryFile> {
    const folder = await mkdtemp(path.join(tmpdir(), "catalog-relay-"));
    const file = await open(path.join(folder, "body"), "w+", 0o600);
    await rm(folder, { recursive: true });
    return new TemporaryFile(file);
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#file.write(bytes, 0, bytes.byteLength, this.bytes);
    this.bytes += bytes.byteLength;
  }

  async appendLine(value: object): Promise<void> {
    this.#waiting += `${JSON.stringify(value)}\n`;
    if (this.#waiting.length >= WRITTEN_AT_ONCE) await this.#flush();
  }

  /** All of it from its start, as often as wanted. A stream of the file would close it with the first reader who stops. */
  async *read(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.bytes;) {
      const { bytesRead, buffer } = await this.#file.read(Buffer.allocUnsafe(READ_AT_ONCE), 0, READ_AT_ONCE, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** All of it as text, and then no more. */
  async *readAndClose(): AsyncGenerator<string> {
    try {
      await this.#flush();
      const decoder = new TextDecoder();
      for await (const bytes of this.read()) yield decoder.decode(bytes, { stream: true });
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting);
    this.#waiting = "";
    await this.append(bytes);
  }
}
