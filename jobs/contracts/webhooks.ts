import { z } from "zod";
import { defineJob } from "./contract.ts";

/** Applies the webhooks of one shop that wait in the inbox, oldest first. */
export const handleWebhooks = defineJob({
  name: "webhooks.handle-deliveries",
  payload: z.object({ shopDomain: z.string().min(1) }),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 20,
    retryDelaySeconds: 2,
    expireInSeconds: 600,
    heartbeatSeconds: 10,
  },
  keyOf: ({ shopDomain }) => shopDomain,
});

/** Wakes the handling of what waits in an inbox and was not woken. */
export const sweepInbox = defineJob({
  name: "webhooks.sweep-inbox",
  payload: z.object({}),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 3,
    retryDelaySeconds: 5,
    expireInSeconds: 60,
    heartbeatSeconds: 10,
  },
  keyOf: () => "all",
});

/** Deletes webhooks that were handled long ago. */
export const pruneDeliveries = defineJob({
  name: "webhooks.prune-deliveries",
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
