import { z } from "zod";
import { defineJob, defineRoutine } from "./contract.ts";

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

/** Turns what leaves its stores into rows, slice by slice. */
export const planDeparture = defineJob({
  name: "uploads.plan-departure",
  payload: z.object({ organizationId: z.uuid(), departureId: z.uuid() }),
  rules: planApproval.rules,
  keyOf: ({ departureId }) => departureId,
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
export const sweepUploads = defineRoutine("uploads.sweep", { retryDelaySeconds: 5, expireInSeconds: 300 });

/** Deletes what is known of single calls, once their batches ended long ago. */
export const pruneAttempts = defineRoutine("uploads.prune-attempts", { retryDelaySeconds: 60, expireInSeconds: 3600 });
