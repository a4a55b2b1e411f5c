import type { Queue } from "#app/platform/queue.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import type { Drainer } from "./drainer.ts";
import type { StageStore } from "./upload-stage.ts";

const LOOK_EVERY_MS = 10;

/** Notes when calls arrive in a shop, from now until it is stopped. */
export function watchCalls({ shop }: StageStore): { arrivedAtMs(): readonly number[]; stop(): void } {
  const arrived: number[] = [];
  let seen = shop.traffic.calls;
  const look = setInterval(() => {
    if (shop.traffic.calls > seen) arrived.push(Date.now());
    seen = shop.traffic.calls;
  }, LOOK_EVERY_MS);
  return { arrivedAtMs: () => arrived, stop: () => clearInterval(look) };
}

/**
 * Seconds from the kill to the first call that another worker made for the store; null when none was made. The database
 * says which calls are another worker's, the shop when the first of them arrived.
 */
export async function readRecoverySeconds(
  { ctx, storeId }: StageStore,
  { claimToken }: Drainer,
  { killedAtMs, arrivedAtMs }: { killedAtMs: number; arrivedAtMs: readonly number[] },
): Promise<number | null> {
  const next = await ctx.db.uploadAttempt.findFirst({
    where: { storeId, claimToken: { not: claimToken }, startedAt: { gte: new Date(killedAtMs) } },
    orderBy: { startedAt: "asc" },
    select: { startedAt: true },
  });
  if (!next) return null;
  const arrived = arrivedAtMs.find((atMs) => atMs >= next.startedAt.getTime());
  return arrived === undefined ? null : (arrived - killedAtMs) / 1_000;
}

/** When the queue let go of a store's job, as often as it is looked at. */
export class JobWatch {
  #storeId: string;
  #queue: Queue;
  #releasedAtMs: number | null = null;

  constructor({ storeId }: StageStore, queue: Queue) {
    this.#storeId = storeId;
    this.#queue = queue;
  }

  /** Null while the job has been held at every look. */
  get releasedAtMs(): number | null {
    return this.#releasedAtMs;
  }

  async look(): Promise<void> {
    if (this.#releasedAtMs !== null) return;
    const jobs = await this.#queue.boss.findJobs(drainStore.name, { key: this.#storeId });
    if (!jobs.some(({ state }) => state === "active")) this.#releasedAtMs = Date.now();
  }
}
