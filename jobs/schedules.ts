import { sweepUploads } from "./contracts/uploads.ts";

/** Every cron line of the product, in UTC. */
export const schedules = [{ contract: sweepUploads, cron: "*/2 * * * *" }] as const;
