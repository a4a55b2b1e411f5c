import { waitUntil } from "#tests/bench/wait-until.ts";
import { isBatchTerminal } from "#app/domain/uploads/transitions.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import type { ProductProcess } from "#tests/rig/processes.ts";
import type { StageStore, UploadStage } from "../upload-stage.ts";
import { argumentsOf, lastWordsOf, type ArmedHit } from "./armed-hit.ts";

const ARMED_WORKER = "tests/faults/kills/armed-worker.ts";
const DIES_WITHIN_SECONDS = 60;
const JOB_ENDS_WITHIN_SECONDS = 30;

/** One more worker process, which kills itself at that hit. */
export const startArmedWorker = ({ rig }: UploadStage, armed: ArmedHit): Promise<ProductProcess> =>
  rig.addWorker(`worker-${rig.workers.length + 1}`, [ARMED_WORKER, ...argumentsOf(armed)]);

/**
 * Waits until the worker has killed itself at its failpoint, or has ended all there was without coming by it. Answers
 * whether it died as it was to.
 * @throws Error when it ended otherwise.
 */
export async function untilDead(
  stage: UploadStage,
  store: StageStore,
  { worker, armed, batchId }: { worker: ProductProcess; armed: ArmedHit; batchId: string },
): Promise<boolean> {
  const hasNothingLeft = async () => {
    const { status } = await store.ctx.db.shopifyUploadBatch.findUniqueOrThrow({ where: { id: batchId } });
    return isBatchTerminal(status) && !(await hasJob(stage, store));
  };
  await waitUntil(async () => !worker.isRunning() || (await hasNothingLeft()), {
    what: `the worker has died at ${armed.failpoint}, or all has ended`,
    lookEveryMs: 20,
    deadlineSeconds: DIES_WITHIN_SECONDS,
  });
  if (worker.isRunning()) return false;
  const code = await worker.ended;
  if (code !== null) throw new Error(`The worker ended with ${code}:\n${worker.log().slice(-2_000)}`);
  await waitUntil(() => worker.log().includes(lastWordsOf(armed)), {
    what: `the worker that was killed has said that it died at ${armed.failpoint}`,
    lookEveryMs: 5,
    deadlineSeconds: 5,
  });
  return true;
}

/** Waits until no job of the store is left: also the one that a dead worker ran has been taken up and ended. */
export async function untilJobEnded(stage: UploadStage, store: StageStore): Promise<void> {
  await waitUntil(async () => !(await hasJob(stage, store)), {
    what: "the store's job has ended",
    lookEveryMs: 50,
    deadlineSeconds: JOB_ENDS_WITHIN_SECONDS,
  });
}

async function hasJob({ runtime }: UploadStage, { storeId }: StageStore): Promise<boolean> {
  const jobs = await runtime.queue.boss.findJobs(drainStore.name, { key: storeId });
  return jobs.some(({ state }) => state === "created" || state === "retry" || state === "active");
}
