/** What a benchmark started and has to end again: databases, processes, folders. */
export class OwnedParts {
  #endings: (() => unknown)[] = [];
  #opening = new Set<Promise<unknown>>();
  #ended: Promise<void> | null = null;

  /**
   * Starts a part and takes care that it is ended, whenever that is asked for: also while it is still starting.
   * @throws Error once the ending has begun.
   */
  async open<Part>(start: () => Promise<Part> | Part, end: (part: Part) => unknown): Promise<Part> {
    this.#refuseWhenEnding();
    const opening = this.#start(start, end);
    this.#opening.add(opening);
    try {
      const part = await opening;
      this.#refuseWhenEnding();
      return part;
    } finally {
      this.#opening.delete(opening);
    }
  }

  /** Ends everything, the youngest part first, once: whoever asks again waits for the same end. */
  end(): Promise<void> {
    this.#ended ??= this.#endAll();
    return this.#ended;
  }

  async #start<Part>(start: () => Promise<Part> | Part, end: (part: Part) => unknown): Promise<Part> {
    const part = await start();
    this.#endings.push(() => end(part));
    return part;
  }

  async #endAll(): Promise<void> {
    await Promise.allSettled(this.#opening);
    const failures: unknown[] = [];
    for (const end of this.#endings.toReversed()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "Not everything could be ended.");
  }

  #refuseWhenEnding(): void {
    if (this.#ended !== null) throw new Error("The run is being ended.");
  }
}
