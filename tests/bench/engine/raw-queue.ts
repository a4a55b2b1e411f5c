import { PgBoss } from "pg-boss";
import { waitUntil } from "../wait-until.ts";
import type { OwnedParts } from "../owned-parts.ts";

const JOBS_PER_FETCH = 100;

export interface RawQueue {
  /** Puts so many empty jobs into a queue of its own, and answers how many a second were fetched and completed. */
  measure(jobs: number): Promise<number>;
}

/**
 * pg-boss by itself, as it is fastest with a worker: a hundred jobs at a time, the next ones at once while there are
 * more, in a partition of its own.
 */
export async function openRawQueue(parts: OwnedParts, databaseUrl: string): Promise<RawQueue> {
  const failures: Error[] = [];
  const boss = await parts.open(
    async () => {
      const starting = new PgBoss({ connectionString: databaseUrl, supervise: false, schedule: false, max: 4 });
      starting.on("error", (error) => failures.push(error));
      await starting.start();
      return starting;
    },
    (started) => started.stop({ graceful: false, close: true }),
  );
  let rounds = 0;
  return {
    async measure(jobs) {
      rounds += 1;
      const name = `bench.empty-${rounds}`;
      await boss.createQueue(name, { partition: true });
      await boss.insert(
        name,
        Array.from({ length: jobs }, () => ({ data: {} })),
      );
      let handled = 0;
      const startedAtMs = performance.now();
      const options = { batchSize: JOBS_PER_FETCH, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 };
      await boss.work(name, options, async (batch) => {
        handled += batch.length;
      });
      await waitUntil(() => handled >= jobs, {
        what: "all empty jobs are handled",
        lookEveryMs: 1,
        deadlineSeconds: 600,
      });
      // Resolves once the last of them is completed.
      await boss.offWork(name, { wait: true });
      const seconds = (performance.now() - startedAtMs) / 1_000;
      if (failures[0] !== undefined) throw failures[0];
      return jobs / seconds;
    },
  };
}
