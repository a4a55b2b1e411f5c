import type { Job, PgBoss } from "pg-boss";

interface PlacesOptions {
  queueName: string;
  /** How many jobs of the queue run at once. */
  most: number;
  /** Each place that waits asks the database so often, beside being told of new jobs. */
  lookEverySeconds: number;
  run: (job: Job<unknown>) => Promise<void>;
  /** A place more was wanted and could not be opened. */
  onError: (error: unknown) => void;
}

/**
 * Works at jobs of a queue in as many places as there is work for: beside the busy ones a single place waits, and only
 * that one asks the database and is woken by news. Ten places in each of twenty processes would otherwise all ask at
 * every new job.
 */
export async function openPlaces(boss: PgBoss, options: PlacesOptions): Promise<void> {
  const { queueName, most, lookEverySeconds, run, onError } = options;
  let open = 0;
  let busy = 0;

  async function openPlace(): Promise<void> {
    open += 1;
    const id = await boss.work(
      queueName,
      {
        notifyPollingIntervalSeconds: lookEverySeconds,
        pollingIntervalSeconds: lookEverySeconds,
        heartbeatRefreshSeconds: 2,
      },
      async ([job]) => {
        if (!job) return;
        busy += 1;
        if (busy === open && open < most) openPlace().catch(onError);
        try {
          await run(job);
        } finally {
          busy -= 1;
          const isSpare = open - busy > 1;
          if (isSpare) {
            open -= 1;
            boss.offWork(queueName, { id, wait: false }).catch(onError);
          }
        }
      },
    );
  }

  await openPlace();
}
