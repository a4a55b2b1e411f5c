import { failpoints, type Failpoint } from "#app/platform/failpoint.server.ts";
import { checkUpload, countByStatus } from "../check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { readUnclear, sumUnclear, type UnclearCalls } from "../unclear-calls.ts";
import { openUploadStage, untilBatchEnded, type StageStore, type UploadStage } from "../upload-stage.ts";
import { startArmedWorker, untilDead, untilJobEnded } from "./armed-upload.ts";
import { countDamage, type Damage } from "./count-damage.ts";
import { approveWithFewPoints, openPublishingStore } from "./publishing-store.ts";
import { killsOf, PRODUCTS, PRODUCTS_IN_SLICES } from "./pick-hit.ts";

const TRIES_PER_SEED = 3;

export const killAtFailpoints: Fault = {
  line: 1,
  name: "kill-at-failpoints",
  summary: `a worker kills itself with -9 at each of ${failpoints.length} points of an upload and is replaced`,
  measures: "products that are twice in the shop, or lost",
  bound: 0,
  run,
};

interface Kill extends Damage {
  /** Why it does not count; null when it met the upload. */
  readonly missed: string | null;
  readonly unclear: readonly UnclearCalls[];
  readonly problems: readonly string[];
}

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const stores = fault.seeds * failpoints.length * TRIES_PER_SEED;
  const stage = await openUploadStage(fault, { workers: 0, stores });
  const leaving: Leaving = { worker: Promise.resolve() };
  const kills = new Map<Failpoint, readonly Kill[]>();
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    for (const failpoint of failpoints) {
      const tries = await triesOfSeed(stage, leaving, { failpoint, seed, say: (line) => fault.say(line) });
      kills.set(failpoint, [...(kills.get(failpoint) ?? []), ...tries]);
    }
  }
  const all = [...kills.values()].flat();
  const counting = [...kills].map(([failpoint, of]) => [failpoint, of.filter(({ missed }) => !missed).length] as const);
  const { unclear, resolved, adopted, sentAgain } = sumUnclear(all.flatMap((kill) => kill.unclear));
  return {
    fired: counting.every(([, count]) => count === fault.seeds),
    figure: all.reduce((sum, { duplicates, lost }) => sum + duplicates + lost, 0),
    problems: all.flatMap(({ problems }) => problems),
    more: {
      kills: counting.reduce((sum, [, count]) => sum + count, 0),
      ...Object.fromEntries(counting),
      unclear,
      resolved,
      adopted,
      sentAgain,
    },
  };
}

/** The worker of the kill before, which ends while the next one starts. */
interface Leaving {
  worker: Promise<unknown>;
}

interface SeedKill {
  readonly failpoint: Failpoint;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** Tries until the failpoint has been met. The last one counts, unless none does. */
async function triesOfSeed(stage: UploadStage, leaving: Leaving, { failpoint, seed, say }: SeedKill): Promise<Kill[]> {
  const kills: Kill[] = [];
  for (let attempt = 1; attempt <= TRIES_PER_SEED; attempt += 1) {
    const name = `${failpoint}, seed ${seed}${attempt === 1 ? "" : `, try ${attempt}`}`;
    const kill = await killOnce(stage, leaving, { failpoint, seed, attempt, say: (line) => say(`${name}: ${line}`) });
    kills.push({ ...kill, problems: kill.problems.map((problem) => `${name}: ${problem}`) });
    if (kill.missed === null) break;
    say(`${name}: does not count, ${kill.missed}`);
  }
  return kills;
}

async function killOnce(
  stage: UploadStage,
  leaving: Leaving,
  { failpoint, seed, attempt, say }: SeedKill & { attempt: number },
): Promise<Kill> {
  const products = failpoint === "uploads.between-slices" ? PRODUCTS_IN_SLICES : PRODUCTS;
  const store = await openPublishingStore(stage);
  let batchId: string | null = null;
  let missed: string | null = null;
  for (const armed of killsOf(failpoint, seed, attempt)) {
    const [worker] = await Promise.all([startArmedWorker(stage, armed), leaving.worker]);
    batchId ??= await approveWithFewPoints(store, products);
    const hasDied = await untilDead(stage, store, { worker, armed, batchId });
    const groups = await countByStatus(store, batchId, "groups");
    missed = whyMissed(failpoint, { hasDied, groups });
    if (hasDied)
      say(`${worker.name} died at ${armed.failpoint}, hit ${armed.hit}, the products being ${JSON.stringify(groups)}`);
    else await worker.stop();
    if (missed !== null) break;
  }
  if (batchId === null) throw new Error("Nobody was to be killed.");
  const replacement = await stage.rig.addWorker();
  const notInTime = await untilBatchEnded(store, batchId)
    .then(() => untilJobEnded(stage, store))
    .then(() => [])
    .catch((error: unknown) => [String(error)]);
  const damage = await countDamage(store, batchId, products);
  const unclear = await readUnclearOfAll(store, batchId);
  const problems = [...notInTime, ...(await checkUpload(stage, store, { batchId, products }))];
  const { unclear: calls, resolved } = sumUnclear(unclear);
  if (resolved < calls) problems.push(`${calls - resolved} of ${calls} unclear calls were never resolved`);
  say(`${calls} unclear calls, ${resolved} resolved; ${damage.duplicates} duplicates, ${damage.lost} lost`);
  leaving.worker = replacement.stop();
  return { ...damage, missed, unclear, problems };
}

/** A worker may come to the end of a shift at a store that it was woken for in vain. */
function whyMissed(
  failpoint: Failpoint,
  { hasDied, groups }: { hasDied: boolean; groups: Awaited<ReturnType<typeof countByStatus>> },
): string | null {
  if (!hasDied) return "the worker did not come by so often";
  const hasUploaded = (groups.SUCCESS ?? 0) > 0;
  return failpoint === "uploads.at-shift-end" && !hasUploaded ? "nothing had been uploaded in that shift" : null;
}

/** Of each worker that left calls without a known end. */
async function readUnclearOfAll(store: StageStore, batchId: string): Promise<UnclearCalls[]> {
  const claims = await store.ctx.db.uploadAttempt.findMany({
    where: { batchId, outcome: "UNKNOWN" },
    distinct: ["claimToken"],
    select: { claimToken: true },
  });
  return Promise.all(claims.map((claim) => readUnclear(store, batchId, claim)));
}
