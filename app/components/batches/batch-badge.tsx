import { InlineStack } from "@shopify/polaris";
import type { BatchStatus } from "#app/domain/uploads/transitions.ts";
import { StatusBadge } from "../status-badge.tsx";
import { batchStatusWords } from "../status-words.ts";

interface BatchBadgeProps {
  batch: {
    purpose: "UPLOAD" | "DEPARTURE";
    status: BatchStatus;
    rows: { failed: number };
    pausedAt: Date | null;
    cancelRequestedAt: Date | null;
    completedAt: Date | null;
  };
}

/** The status of a batch, that it takes products off sale, and what qualifies it: failures, a pause, a cancel that has not taken effect yet. */
export function BatchBadge({ batch }: BatchBadgeProps) {
  const isUnderWay = batch.completedAt === null;
  const hasFailures = batch.status === "COMPLETED" && batch.rows.failed > 0;
  return (
    <InlineStack gap="100">
      {batch.purpose === "DEPARTURE" && <StatusBadge words={{ label: "Off sale" }} />}
      <StatusBadge
        words={hasFailures ? { label: "Completed with failures", tone: "warning" } : batchStatusWords[batch.status]}
      />
      {isUnderWay && batch.cancelRequestedAt !== null && (
        <StatusBadge words={{ label: "Cancelling", tone: "warning" }} />
      )}
      {isUnderWay && batch.pausedAt !== null && <StatusBadge words={{ label: "Paused", tone: "attention" }} />}
    </InlineStack>
  );
}
