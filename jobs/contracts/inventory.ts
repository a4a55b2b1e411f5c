import { z } from "zod";
import { defineJob, defineRoutine } from "./contract.ts";

/** Does the stock syncs of one store; there is one runner per store at any time. */
export const syncStoreStock = defineJob({
  name: "inventory.sync-store",
  payload: z.object({ storeId: z.uuid() }),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 1000,
    retryDelaySeconds: 1,
    longestRetryDelaySeconds: 1,
    expireInSeconds: 3600,
    heartbeatSeconds: 10,
  },
  keyOf: ({ storeId }) => storeId,
});

/** Deletes runs, rows and changes of stock that nobody needs any more. */
export const pruneStockRuns = defineRoutine("inventory.prune-runs", { retryDelaySeconds: 60, expireInSeconds: 3600 });

/** Begins the daily stock syncs that are due, and wakes whatever waits and was not woken. */
export const sweepStockSyncs = defineRoutine("inventory.sweep", { retryDelaySeconds: 5, expireInSeconds: 300 });
