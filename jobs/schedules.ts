import { sweepUploads } from "./contracts/uploads.ts";
import { sweepInbox } from "./contracts/webhooks.ts";

/** Every cron line of the product, in UTC. */
export const schedules = [
  { contract: sweepUploads, cron: "*/2 * * * *" },
  { contract: sweepInbox, cron: "*/2 * * * *" },
] as const;
