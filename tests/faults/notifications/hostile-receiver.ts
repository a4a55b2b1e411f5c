import { postGuarded } from "#app/platform/outbound/post-guarded.server.ts";
import { round } from "#tests/bench/statistics.ts";
import { hostileReceivers } from "#tests/support/hostile/hostile-receivers.ts";
import { hostileNames, hostileUrls } from "#tests/support/hostile/hostile-urls.ts";
import { serveCanary, serveReceiver, type Canary, type ServedReceiver } from "#tests/support/hostile/serve-hostile.ts";
import { checkUpload, expectEqual } from "../check-upload.ts";
import type { Fault, FaultOutcome, FaultRun } from "../fault.ts";
import { approveNewProducts, openUploadStage, untilBatchEnded, type StageStore } from "../upload-stage.ts";
import { checkTries, provoke, untilAllTried } from "./hostile-rules.ts";

const PRODUCTS = 200;
const PAYLOADS = hostileUrls.length + hostileNames.length + hostileReceivers.length;
const DONE_WITHIN_SECONDS = 10;
/** An upload beside hostile receivers takes as long as one without, but for what a busy machine adds. */
const SLOWER_AT_MOST = 1.5;
const SLOWER_SECONDS_AT_MOST = 3;

export const hostileReceiver: Fault = {
  line: 24,
  name: "hostile-receiver",
  summary: `messages to ${PAYLOADS} hostile addresses, names and receivers while ${PRODUCTS} products are uploaded`,
  measures: "seconds that one try took at most",
  bound: DONE_WITHIN_SECONDS,
  run,
};

async function run(fault: FaultRun): Promise<FaultOutcome> {
  const canary = await fault.parts.open(serveCanary, (opened) => opened.close());
  const receivers: ServedReceiver[] = [];
  for (const receiver of hostileReceivers) {
    const open = () => serveReceiver(receiver, canary.port);
    receivers.push(await fault.parts.open(open, (opened) => opened.close()));
  }
  const stage = await openUploadStage(fault, {
    workers: 2,
    stores: 2 * fault.seeds,
    environment: { NOTIFICATION_TRUSTED_HOSTS: receivers.map(({ port }) => `localhost:${port}`).join(",") },
  });
  const problems: string[] = [];
  const longestMs: number[] = [];
  for (let seed = 1; seed <= fault.seeds; seed += 1) {
    const calm = await upload(await stage.openStore());
    const store = await stage.openStore();
    await provoke(store, receivers, canary.port);
    const beside = await upload(store);
    const tries = await untilAllTried(store);
    longestMs.push(...tries.map(({ milliseconds }) => milliseconds));
    const found = [
      ...checkTries(tries, receivers),
      ...(await checkUpload(stage, store, { batchId: beside.batchId, products: PRODUCTS })),
      ...compareSeconds(beside.seconds, calm.seconds),
    ];
    problems.push(...found.map((problem) => `seed ${seed}: ${problem}`));
    fault.say(
      `seed ${seed}: ${tries.length} tries at hostile addresses, ${round(beside.seconds)} s for the upload beside them and ` +
        `${round(calm.seconds)} s without, ${canary.hits()} hits inside, ${found.length} problems`,
    );
  }
  problems.push(...(await askHostileNames(canary)), ...expectEqual("hits inside", canary.hits(), 0));
  return {
    fired: receivers.every(({ hits }) => hits() >= fault.seeds),
    ...(longestMs.length === 0 ? {} : { figure: round(Math.max(...longestMs) / 1_000) }),
    problems,
    more: { payloads: PAYLOADS, tries: longestMs.length, internalHits: canary.hits() },
  };
}

async function upload(store: StageStore): Promise<{ batchId: string; seconds: number }> {
  const startedAtMs = performance.now();
  const batchId = await approveNewProducts(store, PRODUCTS);
  await untilBatchEnded(store, batchId);
  return { batchId, seconds: (performance.now() - startedAtMs) / 1_000 };
}

function compareSeconds(beside: number, calm: number): string[] {
  if (beside <= Math.max(calm * SLOWER_AT_MOST, calm + SLOWER_SECONDS_AT_MOST)) return [];
  return [`the upload took ${round(beside)} s beside hostile receivers and ${round(calm)} s without`];
}

/** Names cannot be made to answer as one likes in the product's own processes, so its sender is asked in this one. */
async function askHostileNames(canary: Canary): Promise<string[]> {
  const outcomes = hostileNames.map(async ({ name, answers, must }) => {
    if (must === "connect-to-the-public-one") return [];
    const [answer = null] = answers;
    const resolve = (_name: string, signal: AbortSignal) =>
      answer === null
        ? new Promise<never>((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("late"))))
        : Promise.resolve(answer);
    const url = `https://receiver.example:${canary.port}/`;
    const { kind } = await postGuarded({ url, headers: {}, body: "{}" }, { trustedHosts: [], resolve });
    return expectEqual(`message to ${name}`, kind, must);
  });
  return (await Promise.all(outcomes)).flat();
}
