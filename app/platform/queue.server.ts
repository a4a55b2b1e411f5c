import { fromPrisma, PgBoss } from "pg-boss";
import type { z } from "zod";
import type { JobContract } from "#jobs/contracts/contract.ts";
import type { Tx } from "./db.server.ts";
import type { Logger } from "./logger.server.ts";

/** The send side of the queue. A job is visible when, and only when, the transaction commits. */
export interface JobSender {
  /**
   * Wakes whoever handles the contract. Under `one-queued-one-active` a job that already waits serves this wish too,
   * so sending again is free and never an error. Several at once cost one statement.
   */
  send<Name extends string, Schema extends z.ZodType>(
    tx: Tx,
    contract: JobContract<Name, Schema>,
    ...payloads: readonly z.infer<Schema>[]
  ): Promise<void>;
}

export interface QueueOptions {
  url: string;
  contracts: readonly JobContract[];
  /** A worker also supervises the queues and fires schedules; a web process only sends. */
  role: "web" | "worker";
  log: Logger;
  /** Seconds between looks for jobs whose worker died. */
  monitorIntervalSeconds?: number;
}

export interface Queue extends JobSender {
  readonly boss: PgBoss;
  stop(): Promise<void>;
}

const POLICIES = { standard: "standard", "one-queued-one-active": "stately" } as const;

const LONGEST_RETRY_DELAY_SECONDS = 60;

/** A job that takes longer is given back to the queue, so that the process can end in the time that it is given. */
const JOBS_END_WITHIN_MS = 26_000;

/** Settings of the driver, which the queue hands on: no answer in this time means that the connection is dead. */
const DEAD_CONNECTIONS_ARE_NOTICED = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, query_timeout: 18_000 };

/** Makes the queue of a contract, or brings the one that is there to its rules; policy and table stay as they were made. */
async function ensureQueue(boss: PgBoss, { name, rules }: JobContract): Promise<void> {
  const changeable = {
    retryLimit: rules.retryLimit,
    retryDelay: rules.retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: rules.longestRetryDelaySeconds ?? LONGEST_RETRY_DELAY_SECONDS,
    expireInSeconds: rules.expireInSeconds,
    heartbeatSeconds: rules.heartbeatSeconds,
    notify: true,
  };
  const fixed = { policy: POLICIES[rules.policy], ...(rules.isPartitioned ? { partition: true } : {}) };
  await boss.createQueue(name, { ...changeable, ...fixed });
  await boss.updateQueue(name, changeable);
}

/** What a log needs of an error: the driver's own carry the connection that they were met on, with all that it knows. */
function readable(error: Error & { code?: unknown }): object {
  const { name, message, code, stack } = error;
  return { name, message, code, stack };
}

/** Connects to the queue, installs it on a new database, and brings every queue of the contracts to its rules. */
export async function startQueue(options: QueueOptions): Promise<Queue> {
  const isWorker = options.role === "worker";
  const boss = new PgBoss({
    ...DEAD_CONNECTIONS_ARE_NOTICED,
    connectionString: options.url,
    application_name: `catalog-relay-queue-${options.role}`,
    max: isWorker ? 6 : 2,
    supervise: isWorker,
    schedule: isWorker,
    useListenNotify: isWorker,
    monitorIntervalSeconds: options.monitorIntervalSeconds ?? 2,
    superviseIntervalSeconds: options.monitorIntervalSeconds ?? 2,
  });
  boss.on("error", (error) => options.log.error({ err: readable(error) }, "The queue reported an error."));
  await boss.start();
  for (const contract of options.contracts) await ensureQueue(boss, contract);
  return {
    boss,
    async send(tx, contract, ...payloads) {
      const jobs = payloads.map((payload) => {
        const parsed = contract.payload.parse(payload);
        const key = contract.keyOf?.(parsed);
        return { data: parsed as object, ...(key === undefined ? {} : { singletonKey: key }) };
      });
      const db = fromPrisma(tx);
      const [only, ...others] = jobs;
      if (!only) return;
      const { data, ...keyed } = only;
      if (others.length > 0) await boss.insert(contract.name, jobs, { db });
      else await boss.send(contract.name, data, { ...keyed, db });
    },
    stop: () => boss.stop({ graceful: true, timeout: JOBS_END_WITHIN_MS }),
  };
}
