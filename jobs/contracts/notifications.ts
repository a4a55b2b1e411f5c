import { z } from "zod";
import { defineJob, defineRoutine } from "./contract.ts";

/** Sends the messages of one organization that are due, each receiver on its own. */
export const deliverNotifications = defineJob({
  name: "notifications.deliver",
  payload: z.object({ organizationId: z.uuid() }),
  rules: {
    policy: "one-queued-one-active",
    retryLimit: 3,
    retryDelaySeconds: 5,
    expireInSeconds: 120,
    heartbeatSeconds: 10,
  },
  keyOf: ({ organizationId }) => organizationId,
});

/** Writes the digests whose time has come, and wakes the sending of messages that are due after a pause or because nobody was woken. */
export const sweepNotifications = defineRoutine("notifications.sweep", { retryDelaySeconds: 5, expireInSeconds: 60 });

/** Deletes what people were told of long ago. */
export const pruneNotifications = defineRoutine("notifications.prune", {
  retryDelaySeconds: 60,
  expireInSeconds: 3600,
});
