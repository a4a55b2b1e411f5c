import { z } from "zod";
import { defineJob } from "./contract.ts";

/** Deletes everything of a shop that asked for it, slice by slice. */
export const redactShop = defineJob({
  name: "privacy.redact-shop",
  payload: z.object({ shopDomain: z.string().min(1) }),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 100,
    retryDelaySeconds: 5,
    expireInSeconds: 3600,
    heartbeatSeconds: 10,
  },
  keyOf: ({ shopDomain }) => shopDomain,
});
