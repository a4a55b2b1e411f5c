import { fromPrisma, PgBoss, type Queue as BossQueue } from "pg-boss";
import type { z } from "zod";
import type { JobContract } from "#jobs/contracts/contract.ts";
import type { Tx } from "./db.server.ts";
import type { Logger } from "./logger.server.ts";

/** The send side of the queue. A job is visible when, and only when, the transaction commits. */
export interface JobSender {
  /**
   * Wakes whoever handles the contract. Under `one-queued-one-active` a job that already waits serves this wish too,
   * so sending again is free and never an error.
   */
  send<Name extends string, Schema extends z.ZodType>(
    tx: Tx,
    contract: JobContract<Name, Schema>,
    payload: z.infer<Schema>,
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

function bossQueue({ rules }: JobContract): Omit<BossQueue, "name"> {
  return {
    policy: POLICIES[rules.policy],
    retryLimit: rules.retryLimit,
    retryDelay: rules.retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: rules.expireInSeconds,
    notify: true,
    ...(rules.heartbeatSeconds === undefined ? {} : { heartbeatSeconds: rules.heartbeatSeconds }),
    ...(rules.isPartitioned ? { partition: true } : {}),
  };
}

/** Connects to the queue, installs it on a new database, and makes every queue of the contracts. */
export async function startQueue(options: QueueOptions): Promise<Queue> {
  const isWorker = options.role === "worker";
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: `catalog-relay-queue-${options.role}`,
    max: isWorker ? 6 : 2,
    supervise: isWorker,
    schedule: isWorker,
    useListenNotify: isWorker,
    monitorIntervalSeconds: options.monitorIntervalSeconds ?? 2,
    superviseIntervalSeconds: options.monitorIntervalSeconds ?? 2,
  });
  boss.on("error", (error) => options.log.error({ err: error }, "The queue reported an error."));
  await boss.start();
  for (const contract of options.contracts) await boss.createQueue(contract.name, bossQueue(contract));
  return {
    boss,
    async send(tx, contract, payload) {
      const parsed = contract.payload.parse(payload);
      const key = contract.keyOf?.(parsed);
      await boss.send(contract.name, parsed as object, {
        db: fromPrisma(tx),
        ...(key === undefined ? {} : { singletonKey: key }),
      });
    },
    stop: () => boss.stop({ graceful: true, timeout: 30_000 }),
  };
}
