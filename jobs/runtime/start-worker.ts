import type { Job } from "pg-boss";
import type { ProcessRuntime } from "#app/domain/runtime.server.ts";
import { countJob } from "#app/platform/metrics.server.ts";
import { announcePresence } from "#app/platform/presence.server.ts";
import { contracts } from "#jobs/contracts/registry.ts";
import type { JobContract } from "#jobs/contracts/contract.ts";
import { handlers } from "#jobs/handlers/registry.ts";
import { schedules } from "#jobs/schedules.ts";
import type { Outcome } from "./outcome.ts";
import { openPlaces } from "./work-places.ts";
import { noteJobEnded, noteJobStarted, releaseOrphanedJobs } from "./running-jobs.ts";

export interface WorkerOptions {
  /** Where the process shows that it lives. */
  databaseUrl: string;
  /** How many stores are uploaded to at the same time, and of how many the stock is set. */
  storeConcurrency: number;
  /** How long calls that were sent before the stop may take to land; then their outcome is as unknown as after a crash. */
  callsLandWithinMs?: number;
}

export interface Worker {
  /** Takes no new job, lets the running ones come to a halt, and closes the process's connections. */
  stop(): Promise<void>;
}

const OTHER_CONCURRENCY = 2;
const LOOK_FOR_ORPHANS_MS = 1_000;
/** Leaves time to store what is known of them before the process has to be gone. */
const CALLS_LAND_WITHIN_MS = 20_000;

/** Registers every handler and schedule with the queue. */
export async function startWorker(
  given: ProcessRuntime,
  { databaseUrl, storeConcurrency, callsLandWithinMs = CALLS_LAND_WITHIN_MS }: WorkerOptions,
): Promise<Worker> {
  const { boss } = given.queue;
  const presence = await announcePresence({ url: databaseUrl, log: given.log });
  const stopping = new AbortController();
  const ending = new AbortController();
  const runtime = { ...given, fetch: fetchUntil(ending.signal, given.fetch) };
  for (const contract of contracts) {
    const { places, lookEverySeconds } = attentionTo(contract, storeConcurrency);
    await openPlaces(boss, {
      queueName: contract.name,
      most: places,
      lookEverySeconds,
      async run(job) {
        const running = { jobId: job.id, queueName: contract.name, processId: presence.processId };
        await noteJobStarted(runtime, running);
        try {
          await run(runtime, contract, job, stopping.signal);
        } finally {
          await noteJobEnded(runtime, running);
        }
      },
      onError: (error) =>
        stopping.signal.aborted || runtime.log.warn({ err: error }, "A place for jobs was not opened."),
    });
  }
  for (const { contract, cron } of schedules) await boss.schedule(contract.name, cron, {}, { singletonKey: "all" });
  const watch = watchOtherProcesses(runtime);
  return {
    async stop() {
      stopping.abort();
      const deadline = setTimeout(() => ending.abort(), callsLandWithinMs);
      await watch.stop();
      await runtime.close().finally(() => clearTimeout(deadline));
      await presence.close();
    },
  };
}

interface Attention {
  /** How many jobs of the contract a process runs at once. */
  places: number;
  /** How often a place that waits asks the database, beside being told of new jobs. */
  lookEverySeconds: number;
}

const SCHEDULED = new Set<string>(schedules.map(({ contract }) => contract.name));
const STORE_WORK = new Set<string>(["uploads.drain-store", "inventory.sync-store"]);

/** A store waits for its place no longer than for a look; for what a schedule repeats nobody waits. */
function attentionTo({ name }: JobContract, storeConcurrency: number): Attention {
  if (SCHEDULED.has(name)) return { places: 1, lookEverySeconds: 10 };
  return { places: STORE_WORK.has(name) ? storeConcurrency : OTHER_CONCURRENCY, lookEverySeconds: 1 };
}

/** Looks now and then for jobs of processes that are gone. */
function watchOtherProcesses(runtime: ProcessRuntime): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await releaseOrphanedJobs(runtime).catch((error: unknown) =>
        runtime.log.warn({ err: error }, "Jobs of processes that are gone could not be looked for."),
      );
      await runtime.clock.sleep(LOOK_FOR_ORPHANS_MS, stopping.signal);
    }
  })();
  return {
    stop() {
      stopping.abort();
      return watching;
    },
  };
}

/** Breaks off calls when the signal ends; to their callers they have got no answer. */
function fetchUntil(signal: AbortSignal, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) =>
    fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal });
}

async function run(
  runtime: ProcessRuntime,
  contract: JobContract,
  job: Job<unknown>,
  stopping: AbortSignal,
): Promise<void> {
  const log = runtime.log.child({ job: contract.name, jobId: job.id });
  const payload = contract.payload.safeParse(job.data);
  if (!payload.success) {
    log.error({ issues: payload.error.issues }, "A job with a payload of the wrong form was discarded.");
    return;
  }
  const signal = AbortSignal.any([stopping, job.signal]);
  const handle = handlerOf(contract);
  const startedAt = performance.now();
  const sinceStart = () => Math.round(performance.now() - startedAt);
  log.debug({}, "A job began.");
  try {
    const outcome = await handle({ ...runtime, log }, payload.data, signal);
    const milliseconds = sinceStart();
    countJob(contract.name, outcome.kind, milliseconds);
    if (outcome.kind === "discard") log.warn({ because: outcome.because, milliseconds }, "A job was discarded.");
    else log.debug({ milliseconds }, "A job was done.");
  } catch (error) {
    countJob(contract.name, "failed", sinceStart());
    log.error({ err: error, milliseconds: sinceStart() }, "A job failed and will be tried again.");
    throw error;
  }
}

type AnyHandler = (runtime: ProcessRuntime, payload: unknown, signal: AbortSignal) => Promise<Outcome>;

/** The registry is total by type, and the payload was checked by the contract's own schema. */
function handlerOf({ name }: JobContract): AnyHandler {
  const found = Object.entries(handlers).find(([known]) => known === name)?.[1];
  if (!found) throw new Error(`No handler for ${name}.`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript cannot follow that both carry one name
  return found as AnyHandler;
}
