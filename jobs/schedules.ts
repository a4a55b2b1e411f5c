import { pruneStockRuns, sweepStockSyncs } from "./contracts/inventory.ts";
import { pruneAttempts, sweepUploads } from "./contracts/uploads.ts";
import { pruneNotifications, sweepNotifications } from "./contracts/notifications.ts";
import { pruneDeliveries, sweepInbox } from "./contracts/webhooks.ts";
import { sweepReconciliations } from "./contracts/reconciliation.ts";

/** Every cron line of the product, in UTC. */
export const schedules = [
  { contract: sweepUploads, cron: "*/2 * * * *" },
  { contract: sweepInbox, cron: "*/2 * * * *" },
  { contract: pruneAttempts, cron: "17 3 * * *" },
  { contract: pruneDeliveries, cron: "47 3 * * *" },
  { contract: sweepReconciliations, cron: "* * * * *" },
  { contract: sweepStockSyncs, cron: "* * * * *" },
  { contract: pruneStockRuns, cron: "7 4 * * *" },
  { contract: sweepNotifications, cron: "* * * * *" },
  { contract: pruneNotifications, cron: "7 4 * * *" },
] as const;
