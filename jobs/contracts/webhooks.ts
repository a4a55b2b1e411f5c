import { z } from "zod";
import { defineJob, defineRoutine } from "./contract.ts";

const ofOneShop = {
  payload: z.object({ shopDomain: z.string().min(1) }),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 20,
    retryDelaySeconds: 2,
    expireInSeconds: 600,
    heartbeatSeconds: 10,
  },
  keyOf: ({ shopDomain }: { shopDomain: string }) => shopDomain,
} as const;

/** Applies the webhooks of one shop that wait in the inbox, oldest first. */
export const handleWebhooks = defineJob({ name: "webhooks.handle-deliveries", ...ofOneShop });

/** Applies what a shop tells of the app's access to it, whatever else waits in the inbox and keeps its handling busy. */
export const handleAccessNews = defineJob({ name: "webhooks.handle-access-news", ...ofOneShop });

/** Wakes the handling of what waits in an inbox and was not woken. */
export const sweepInbox = defineRoutine("webhooks.sweep-inbox", { retryDelaySeconds: 5, expireInSeconds: 60 });

/** Deletes webhooks that were handled long ago. */
export const pruneDeliveries = defineRoutine("webhooks.prune-deliveries", {
  retryDelaySeconds: 60,
  expireInSeconds: 3600,
});
