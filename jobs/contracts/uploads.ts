import { z } from "zod";
import { defineJob } from "./contract.ts";

/** Turns a large approval into rows, slice by slice. */
export const planApproval = defineJob({
  name: "uploads.plan-approval",
  payload: z.object({ organizationId: z.uuid(), approvalId: z.uuid() }),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 20,
    retryDelaySeconds: 1,
    longestRetryDelaySeconds: 1,
    expireInSeconds: 3600,
    heartbeatSeconds: 10,
  },
  keyOf: ({ approvalId }) => approvalId,
});

/** Uploads what is due for one store; there is one runner per store at any time. */
export const drainStore = defineJob({
  name: "uploads.drain-store",
  payload: z.object({ storeId: z.uuid() }),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 1000,
    retryDelaySeconds: 1,
    longestRetryDelaySeconds: 1,
    expireInSeconds: 3600,
    heartbeatSeconds: 10,
    isPartitioned: true,
  },
  keyOf: ({ storeId }) => storeId,
});

/** Wakes whatever is due and was not woken, and completes what has ended. */
export const sweepUploads = defineJob({
  name: "uploads.sweep",
  payload: z.object({}),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 3,
    retryDelaySeconds: 5,
    expireInSeconds: 300,
    heartbeatSeconds: 10,
  },
  keyOf: () => "all",
});

/** Deletes what is known of single calls, once their batches ended long ago. */
export const pruneAttempts = defineJob({
  name: "uploads.prune-attempts",
  payload: z.object({}),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 3,
    retryDelaySeconds: 60,
    expireInSeconds: 3600,
    heartbeatSeconds: 10,
  },
  keyOf: () => "all",
});
