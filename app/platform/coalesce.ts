/**
 * Turns many small writes into few large ones: what arrives while a flush runs goes with the next, or while as many run
 * as may at once. When a flush of
 * several items fails, each is tried by itself, so that one bad item cannot take the others with it; an item that fails
 * alone is tried once more, for it may only have met another writer.
 */
export function coalesce<Item, Result>(
  flush: (items: readonly Item[]) => Promise<readonly Result[]>,
  maxItems: number,
  flushesAtOnce = 1,
): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item;
    resolve(result: Result): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let running = 0;

  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await flush(batch.map(({ item }) => item));
      for (const [index, entry] of batch.entries()) entry.resolve(results[index] as Result);
    } catch {
      for (const entry of batch) await settleAlone(entry);
    }
  }

  async function settleAlone(entry: Waiting): Promise<void> {
    try {
      const [result] = await flush([entry.item]);
      entry.resolve(result as Result);
    } catch (error) {
      entry.reject(error);
    }
  }

  async function run(): Promise<void> {
    running += 1;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxItems);
      waiting = waiting.slice(maxItems);
      await settle(batch);
    }
    running -= 1;
  }

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running < flushesAtOnce) void run();
    });
}
