import { inTransaction } from "#app/platform/db.server.ts";
import { drainStore } from "#jobs/contracts/uploads.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import { checkUpload } from "./check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "./fault.ts";
import { countOverlaps, readShifts } from "./shifts.ts";
import { approveNewProducts, openUploadStage, untilBatchEnded, type StageStore } from "./upload-stage.ts";

const PRODUCTS = 500;
const WORKERS = 2;

export const parallelWorkers: Fault = {
  line: 7,
  name: "parallel-workers",
  summary: "two workers are woken for one store again and again while 500 products go to it",
  measures: "shifts at one store that overlapped",
  bound: 0,
  run,
};

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stage = await openUploadStage(fault, { workers: WORKERS, stores: fault.seeds });
  const problems: string[] = [];
  let overlaps = 0;
  let fired = true;
  let wakeUps = 0;
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const store = await stage.openStore();
    const startedAtMs = performance.now();
    const batchId = await approveNewProducts(store, PRODUCTS);
    const wakeUpsWhileBusy = await wakeUntilEnded(store, batchId, randomFrom(seed));
    const seconds = (performance.now() - startedAtMs) / 1_000;
    const shifts = await readShifts(store.ctx.db, store.storeId);
    overlaps += countOverlaps(shifts);
    wakeUps += wakeUpsWhileBusy;
    fired &&= wakeUpsWhileBusy > 0 && stage.rig.workers.every((worker) => worker.isRunning());
    const found = await checkUpload(stage, store, { batchId, products: PRODUCTS });
    problems.push(...found.map((problem) => `seed ${seed}: ${problem}`));
    fault.say(
      `seed ${seed}: ${PRODUCTS} products in ${seconds.toFixed(1)} s, ${wakeUpsWhileBusy} more wake-ups, ` +
        `${shifts.length} shifts, ${countOverlaps(shifts)} overlaps, ${found.length} problems`,
    );
  }
  return { fired, figure: overlaps, problems, more: { wakeUps } };
}

/** Wakes the workers at random moments until the batch has ended. Answers how many wake-ups met a store at work. */
async function wakeUntilEnded(store: StageStore, batchId: string, random: () => number): Promise<number> {
  const { ctx, storeId } = store;
  let wakeUpsWhileBusy = 0;
  await untilBatchEnded(store, batchId, async () => {
    if (random() < 0.5) return;
    await inTransaction(ctx.db, (tx) => ctx.queue.send(tx, drainStore, { storeId }));
    const underWay = await ctx.db.uploadGroup.count({ where: { storeId, status: "PROCESSING" } });
    if (underWay > 0) wakeUpsWhileBusy += 1;
  });
  return wakeUpsWhileBusy;
}
