import { BY_IMPORTANCE, type EventKind } from "../events/event-kinds.ts";

const WORDS: Readonly<Record<EventKind, readonly [one: string, several: string]>> = {
  "batch.finished": ["batch finished", "batches finished"],
  "batch.finished-with-failures": ["batch finished with failures", "batches finished with failures"],
  "batch.failed": ["batch failed", "batches failed"],
  "batch.resumed": ["stuck batch went on", "stuck batches went on"],
  "store.disconnected": ["store disconnected", "stores disconnected"],
  "store.daily-limit-reached": ["daily limit reached", "daily limits reached"],
  "stock.brake-pulled": ["stock sync stopped by its brake", "stock syncs stopped by their brakes"],
  "reconciliation.needs-person": ["reconciliation needs a person", "reconciliations need a person"],
};

/** How much happened of each kind, the most important first. What no longer has words is left out. */
export const countWords = (counts: Readonly<Record<string, number>>): string[] =>
  BY_IMPORTANCE.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    const [one, several] = WORDS[kind];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
