import { z } from "zod";

/** How the queue treats jobs of one name. */
export interface QueueRules {
  /**
   * standard: every job runs. one-queued-one-active: per key at most one job waits and at most one runs; sending
   * beside a waiting one changes nothing, because the waiting one will see the work.
   */
  policy: "standard" | "one-queued-one-active";
  retryLimit: number;
  /** Delay before the first retry; doubles with each further one. */
  retryDelaySeconds: number;
  /** What the delay doubles up to; a minute when absent. A job whose worker died waits as long as one that failed. */
  longestRetryDelaySeconds?: number;
  expireInSeconds: number;
  /** A worker that misses it is taken for dead, and the job runs again elsewhere. The queue knows nothing below 10. */
  heartbeatSeconds: number;
  /** Its own table, so that its backlog slows no other queue. */
  isPartitioned?: boolean;
}

export interface JobContract<Name extends string = string, Schema extends z.ZodType = z.ZodType> {
  name: Name;
  /** Ids only: rows are the truth, a job is a wake-up. */
  payload: Schema;
  rules: QueueRules;
  keyOf?(payload: z.infer<Schema>): string;
}

export const defineJob = <Name extends string, Schema extends z.ZodType>(contract: JobContract<Name, Schema>) =>
  contract;

/** A job without a payload that a schedule repeats: at most one waits and one runs in all, and the next one makes up for it. */
export const defineRoutine = <Name extends string>(
  name: Name,
  rules: Pick<QueueRules, "retryDelaySeconds" | "expireInSeconds">,
) =>
  defineJob({
    name,
    payload: z.object({}),
    rules: { policy: "one-queued-one-active", retryLimit: 3, heartbeatSeconds: 10, ...rules },
    keyOf: () => "all",
  });
