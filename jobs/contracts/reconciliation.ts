import { z } from "zod";
import { defineJob, defineRoutine } from "./contract.ts";

/** Goes on with the open run of one store; there is one worker at it at any time. */
export const reconcileStore = defineJob({
  name: "reconciliation.reconcile-store",
  payload: z.object({ storeId: z.uuid() }),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 20,
    retryDelaySeconds: 2,
    expireInSeconds: 7200,
    heartbeatSeconds: 10,
  },
  keyOf: ({ storeId }) => storeId,
});

/** Writes our ids to the products of one store that were adopted. */
export const markAdopted = defineJob({
  name: "reconciliation.mark-adopted",
  payload: z.object({ storeId: z.uuid() }),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 20,
    retryDelaySeconds: 5,
    expireInSeconds: 3600,
    heartbeatSeconds: 10,
  },
  keyOf: ({ storeId }) => storeId,
});

/** Starts the nightly runs that are due, and wakes the runs that are to be looked at again. */
export const sweepReconciliations = defineRoutine("reconciliation.sweep", {
  retryDelaySeconds: 5,
  expireInSeconds: 60,
});
