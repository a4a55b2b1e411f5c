import { Banner, BlockStack, Card, Divider, Text } from "@shopify/polaris";
import { percentEnded } from "#app/domain/uploads/queries/batch-progress.ts";
import type { HeldStore } from "#app/domain/uploads/queries/batch-progress-queries.server.ts";
import type { BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import type { UnclearCalls } from "#app/domain/uploads/queries/unclear-call-queries.server.ts";
import type { Estimate } from "#app/domain/uploads/estimate-duration.ts";
import { isBatchTerminal } from "#app/domain/uploads/transitions.ts";
import { describeUnclear } from "./unclear-words.ts";
import { CountsProgress } from "./counts-progress.tsx";
import { EstimatedEnd } from "./estimated-end.tsx";
import { HeldStores } from "./held-stores.tsx";
import { FactList } from "../fact-list.tsx";
import { formatCount, formatCountOf, formatDuration, formatShare } from "../formats.ts";
import { LocalTime } from "../local-time.tsx";
import { OfflineBanner } from "../offline-banner.tsx";
import { batchStatusWords } from "../status-words.ts";

interface BatchOverviewProps {
  batch: BatchSummary;
  /** Stores that hold up products of this batch. */
  heldBy: readonly HeldStore[];
  /** Null once it has ended. */
  estimate: Estimate | null;
  unclear: UnclearCalls;
  isOffline: boolean;
}

/** How far a batch is and what it took, kept up to date while it runs. */
export function BatchOverview({ batch, heldBy, estimate, unclear, isOffline }: BatchOverviewProps) {
  const isRunning = !isBatchTerminal(batch.status);
  return (
    <BlockStack gap="400">
      {batch.errorSummary !== null && (
        <Banner tone="critical" title="This batch could not do all of its work">
          {batch.errorSummary}
        </Banner>
      )}
      {isRunning && batch.cancelRequestedAt !== null && (
        <Banner tone="warning" title="This batch is being cancelled">
          What is under way is finished; nothing more is sent.
        </Banner>
      )}
      {isRunning && batch.pausedAt !== null && (
        <Banner tone="warning" title="This batch is paused">
          {batch.pauseReason ?? "Nothing more of it is sent until somebody resumes it."}
        </Banner>
      )}
      {isRunning && <HeldStores stores={heldBy} />}
      {isOffline && <OfflineBanner />}
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            Progress
          </Text>
          <CountsProgress title="Products" counts={batch.products} />
          <CountsProgress title="Rows" counts={batch.rows} />
          {isRunning && estimate !== null && <EstimatedEnd estimate={estimate} />}
          {isRunning && batch.canary?.state === "RUNNING" && (
            <Text as="p" variant="bodySm" tone="subdued">
              {`The first ${formatCountOf(batch.canary.products, "product goes", "products go")} ahead. The rest follows when no more than ${formatShare(batch.canary.maxFailedShare)} of them failed.`}
            </Text>
          )}
          {isRunning && batch.plannedAt === null && (
            <Text as="p" variant="bodySm" tone="subdued">
              The approval is still being turned into rows, so the totals grow.
            </Text>
          )}
          <div aria-live="polite" className="Polaris-Text--visuallyHidden">
            {`${batchStatusWords[batch.status].label}, ${Math.floor(percentEnded(batch.rows) / 10) * 10} percent done`}
          </div>
          <Divider />
          <FactList
            layout="beside"
            facts={[
              { name: "Started by", value: batch.actor.name },
              { name: "Approved", value: <LocalTime at={batch.createdAt} /> },
              {
                name: "Upload started",
                value: <LocalTime at={batch.startedAt} absent={isRunning ? "Not yet" : "Never"} />,
              },
              { name: "Ended", value: <LocalTime at={batch.completedAt} absent={isRunning ? "Still running" : "–"} /> },
              { name: "Processing time", value: formatDuration(batch.processingSeconds) },
              { name: "Success rate", value: formatShare(batch.successRate) },
              { name: "Priority", value: String(batch.priority) },
              ...(batch.deadlineAt === null
                ? []
                : [{ name: "Waits for Shopify until", value: <LocalTime at={batch.deadlineAt} /> }]),
              ...(unclear.calls === 0 ? [] : [{ name: "Calls without an answer", value: describeUnclear(unclear) }]),
              { name: "Cost", value: `${formatCount(batch.costPoints)} points` },
            ]}
          />
        </BlockStack>
      </Card>
    </BlockStack>
  );
}
