import { waitUntil } from "#tests/bench/wait-until.ts";
import type { ProductProcess } from "#tests/rig/processes.ts";
import type { StageStore, UploadStage } from "./upload-stage.ts";

/** The worker process that works on a store, and the claim by which its groups are known in the database. */
export interface Drainer {
  readonly worker: ProductProcess;
  readonly claimToken: string;
}

/** Waits until a worker has calls in flight for the store, and answers which. */
export async function untilCaughtAtWork(stage: UploadStage, store: StageStore): Promise<Drainer> {
  const caught: { drainer: Drainer | null } = { drainer: null };
  await waitUntil(async () => (caught.drainer = await findCaller(stage, store)) !== null, {
    what: "a worker is known to have calls in flight for the store",
    lookEveryMs: 1,
    deadlineSeconds: 60,
  });
  if (!caught.drainer) throw new Error("A worker was seen at the store and is not known.");
  return caught.drainer;
}

/** The worker whose log has the claim that the newest unanswered call of the store was made under. */
async function findCaller({ rig }: UploadStage, { ctx, storeId }: StageStore): Promise<Drainer | null> {
  const open = await ctx.db.uploadAttempt.findFirst({
    where: { storeId, outcome: "INTENT" },
    orderBy: { id: "desc" },
    select: { claimToken: true },
  });
  if (!open) return null;
  const { claimToken } = open;
  const worker = rig.workers.find(
    (candidate) => candidate.isRunning() && candidate.log().includes(`"claimToken":"${claimToken}"`),
  );
  return worker ? { worker, claimToken } : null;
}
