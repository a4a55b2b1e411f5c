import { InlineStack } from "@shopify/polaris";
import { isRunEnded, type RunStatus } from "#app/domain/inventory/run-states.ts";
import { StatusBadge } from "../status-badge.tsx";
import { runStatusWords } from "./run-words.ts";

interface RunBadgeProps {
  run: {
    status: RunStatus;
    rows: { failed: number; quarantined: number };
    cancelRequestedAt: Date | null;
  };
}

/** The status of a stock sync, and what qualifies it: rows that were not set, a cancel that has not taken effect yet. */
export function RunBadge({ run }: RunBadgeProps) {
  const hasGaps = run.status === "COMPLETED" && run.rows.failed + run.rows.quarantined > 0;
  return (
    <InlineStack gap="100">
      <StatusBadge words={hasGaps ? { label: "Completed with gaps", tone: "warning" } : runStatusWords[run.status]} />
      {!isRunEnded(run.status) && run.cancelRequestedAt !== null && (
        <StatusBadge words={{ label: "Cancelling", tone: "warning" }} />
      )}
    </InlineStack>
  );
}
