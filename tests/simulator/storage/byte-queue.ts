/** The bytes are no form, or end before the form does. */
export class MalformedForm extends Error {}

/** Bytes that arrive chunk by chunk, taken as they are needed. */
export class ByteQueue {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #held: Buffer;

  constructor(stream: ReadableStream<Uint8Array>, first: Buffer) {
    this.#reader = stream.getReader();
    this.#held = first;
  }

  /** @throws MalformedForm when fewer bytes are left. */
  async take(length: number): Promise<Buffer> {
    while (this.#held.length < length) await this.#receive();
    return this.#drop(length);
  }

  /** The bytes before `mark`, which is dropped. @throws MalformedForm when it is not within `longest` bytes. */
  async takeUntil(mark: Buffer, longest: number): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at !== -1) {
        const taken = this.#drop(at);
        this.#drop(mark.length);
        return taken;
      }
      if (this.#held.length > longest) throw new MalformedForm("A part of the form has too long a head.");
      await this.#receive();
    }
  }

  /** Some of the bytes before `mark`; null once it is reached, and dropped. @throws MalformedForm without a `mark`. */
  async pieceBefore(mark: Buffer): Promise<Buffer | null> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at > 0) return this.#drop(at);
      if (at === 0) {
        this.#drop(mark.length);
        return null;
      }
      // What the held bytes end with may be the beginning of a mark.
      const certain = this.#held.length - mark.length + 1;
      if (certain > 0) return this.#drop(certain);
      await this.#receive();
    }
  }

  /** Reads to the end and forgets it: a caller that still sends must not find a closed door. */
  async drain(): Promise<void> {
    this.#held = Buffer.alloc(0);
    for (let isDone = false; !isDone;) isDone = (await this.#reader.read()).done;
  }

  #drop(length: number): Buffer {
    const dropped = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return dropped;
  }

  async #receive(): Promise<void> {
    const { done, value } = await this.#reader.read();
    if (done) throw new MalformedForm("The form ends too early.");
    const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
  }
}
