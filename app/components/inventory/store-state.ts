import type { StoreStock } from "#app/domain/inventory/queries/store-overview-queries.server.ts";
import type { StatusWords } from "../status-words.ts";

/** How the stock of a store stands, in two words; what needs a person comes before what is only under way. */
export function storeStockWords(store: StoreStock): StatusWords {
  if (store.status !== "CONNECTED") return { label: "Reconnect required", tone: "critical" };
  if (store.stoppedRunId !== null) return { label: "Stopped by a brake", tone: "critical" };
  if (store.pausedAt !== null) return { label: "Paused", tone: "attention" };
  if (store.heldUntil !== null) return { label: "Waits for Shopify", tone: "warning" };
  if (store.runUnderWay !== null)
    return store.runUnderWay.kind === "DRY_RUN"
      ? { label: "Checking", tone: "info" }
      : { label: "Syncing", tone: "info" };
  if (store.lastRun === null) return { label: "Never synced" };
  if (store.lastRun.status === "FAILED") return { label: "Last sync failed", tone: "critical" };
  if (store.lastRun.failed > 0 || store.quarantined > 0) return { label: "Kept equal, with gaps", tone: "warning" };
  return { label: "Kept equal", tone: "success" };
}
