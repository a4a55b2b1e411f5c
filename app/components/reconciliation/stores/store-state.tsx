import { StatusBadge } from "../../status-badge.tsx";
import { storeStatusWords, type StatusWords } from "../../status-words.ts";
import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";

/** How a store and its shop stand to each other, in one word. */
export const StoreState = ({ summary }: { summary: StoreSummary }) => <StatusBadge words={stateOf(summary)} />;

export function stateOf({ store, openRun, lastRun, waiting }: StoreSummary): StatusWords {
  if (store.status !== "CONNECTED") return storeStatusWords[store.status];
  if (openRun !== null) return { label: "Running", tone: "info" };
  if (lastRun === null) return { label: "Not reconciled yet" };
  if (lastRun.status === "FAILED") return { label: "Last run failed", tone: "critical" };
  if (waiting.findings.count + waiting.ambiguous.count + waiting.proposed.count > 0)
    return { label: "Waits for a person", tone: "attention" };
  return { label: "Links are right", tone: "success" };
}
