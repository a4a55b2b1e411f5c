import { pruneStockRuns, sweepStockSyncs, syncStoreStock } from "./inventory.ts";
import { deliverNotifications, pruneNotifications, sweepNotifications } from "./notifications.ts";
import { redactShop } from "./privacy.ts";
import { drainStore, planApproval, planDeparture, pruneAttempts, sweepUploads } from "./uploads.ts";
import { markAdopted, reconcileStore, sweepReconciliations } from "./reconciliation.ts";
import { handleAccessNews, handleWebhooks, pruneDeliveries, sweepInbox } from "./webhooks.ts";

/** Every job of the product. A contract without a handler does not compile. */
export const contracts = [
  planApproval,
  planDeparture,
  drainStore,
  sweepUploads,
  pruneAttempts,
  handleWebhooks,
  handleAccessNews,
  sweepInbox,
  pruneDeliveries,
  redactShop,
  reconcileStore,
  markAdopted,
  sweepReconciliations,
  syncStoreStock,
  sweepStockSyncs,
  pruneStockRuns,
  deliverNotifications,
  sweepNotifications,
  pruneNotifications,
] as const;
