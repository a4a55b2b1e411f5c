import type { Handlers } from "#jobs/runtime/handler.ts";
import { handleMarkAdopted } from "./mark-adopted.ts";
import { handleReconcileStore } from "./reconcile-store.ts";
import { handleSweepReconciliations } from "./sweep-reconciliations.ts";
import { handleDeliverNotifications } from "./deliver-notifications.ts";
import { handlePruneNotifications } from "./prune-notifications.ts";
import { handleSweepNotifications } from "./sweep-notifications.ts";
import { handleAccessNews } from "./handle-access-news.ts";
import { handleDrainStore } from "./drain-store.ts";
import { handleWebhooks } from "./handle-webhooks.ts";
import { handlePlanApproval } from "./plan-approval.ts";
import { handlePlanDeparture } from "./plan-departure.ts";
import { handlePruneAttempts } from "./prune-attempts.ts";
import { handlePruneDeliveries } from "./prune-deliveries.ts";
import { handlePruneStockRuns } from "./prune-stock-runs.ts";
import { handleRedactShop } from "./redact-shop.ts";
import { handleSweepInbox } from "./sweep-inbox.ts";
import { handleSweepStockSyncs } from "./sweep-stock-syncs.ts";
import { handleSweepUploads } from "./sweep-uploads.ts";
import { handleSyncStoreStock } from "./sync-store-stock.ts";

export const handlers: Handlers = {
  "uploads.plan-approval": handlePlanApproval,
  "uploads.plan-departure": handlePlanDeparture,
  "uploads.drain-store": handleDrainStore,
  "uploads.sweep": handleSweepUploads,
  "uploads.prune-attempts": handlePruneAttempts,
  "webhooks.handle-deliveries": handleWebhooks,
  "webhooks.handle-access-news": handleAccessNews,
  "webhooks.sweep-inbox": handleSweepInbox,
  "privacy.redact-shop": handleRedactShop,
  "webhooks.prune-deliveries": handlePruneDeliveries,
  "reconciliation.reconcile-store": handleReconcileStore,
  "reconciliation.mark-adopted": handleMarkAdopted,
  "reconciliation.sweep": handleSweepReconciliations,
  "inventory.sync-store": handleSyncStoreStock,
  "inventory.sweep": handleSweepStockSyncs,
  "inventory.prune-runs": handlePruneStockRuns,
  "notifications.deliver": handleDeliverNotifications,
  "notifications.sweep": handleSweepNotifications,
  "notifications.prune": handlePruneNotifications,
};
