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
import { formatDuration, formatShare } from "../formats.ts";
import { LocalTime } from "../local-time.tsx";
import { OfflineBanner } from "../offline-banner.tsx";
import { batchStatusWords } from "../status-words.ts";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

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
  const t = useTexts();
  const isRunning = !isBatchTerminal(batch.status);
  const isDeparture = batch.purpose === "DEPARTURE";
  return (
    <BlockStack gap="400">
      {batch.errorSummary !== null && (
        <Banner tone="critical" title={t("This batch could not do all of its work")}>
          {said(t, batch.errorSummary)}
        </Banner>
      )}
      {isRunning && batch.cancelRequestedAt !== null && (
        <Banner tone="warning" title={t("This batch is being cancelled")}>
          {t("What is under way is finished; nothing more is sent.")}
        </Banner>
      )}
      {isRunning && batch.pausedAt !== null && (
        <Banner tone="warning" title={t("This batch is paused")}>
          {batch.pauseReason === null
            ? t("Nothing more of it is sent until somebody resumes it.")
            : said(t, batch.pauseReason)}
        </Banner>
      )}
      {isDeparture && (
        <Banner tone="info" title={t("This batch takes products off sale")}>
          {t(
            "They no longer go to their stores. Nothing is deleted: what a later approval brings back to a store goes on sale there again.",
          )}
        </Banner>
      )}
      {isRunning && <HeldStores stores={heldBy} />}
      {isOffline && <OfflineBanner />}
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {t("Progress")}
          </Text>
          <CountsProgress title={t("Products")} counts={batch.products} />
          <CountsProgress title={t("Rows")} counts={batch.rows} />
          {isRunning && estimate !== null && <EstimatedEnd estimate={estimate} />}
          {isRunning && batch.canary?.state === "RUNNING" && (
            <Text as="p" variant="bodySm" tone="subdued">
              {t(
                "The first {{count, number}} product goes ahead. The rest follows when no more than {{share}} of them failed.",
                { count: batch.canary.products, share: formatShare(t, batch.canary.maxFailedShare) },
              )}
            </Text>
          )}
          {isRunning && batch.plannedAt === null && (
            <Text as="p" variant="bodySm" tone="subdued">
              {isDeparture
                ? t("What leaves is still being turned into rows, so the totals grow.")
                : t("The approval is still being turned into rows, so the totals grow.")}
            </Text>
          )}
          <div aria-live="polite" className="Polaris-Text--visuallyHidden">
            {t("{{status}}, {{percent}} percent done", {
              status: t(batchStatusWords[batch.status].label),
              percent: Math.floor(percentEnded(batch.rows) / 10) * 10,
            })}
          </div>
          <Divider />
          <FactList
            layout="beside"
            facts={[
              { name: t("Started by"), value: batch.actor.name },
              { name: isDeparture ? t("Asked for") : t("Approved"), value: <LocalTime at={batch.createdAt} /> },
              {
                name: isDeparture ? t("Started") : t("Upload started"),
                value: <LocalTime at={batch.startedAt} absent={isRunning ? t("Not yet") : t("Never")} />,
              },
              {
                name: t("Ended"),
                value: <LocalTime at={batch.completedAt} absent={isRunning ? t("Still running") : "–"} />,
              },
              { name: t("Processing time"), value: formatDuration(t, batch.processingSeconds) },
              { name: t("Success rate"), value: formatShare(t, batch.successRate) },
              { name: t("Priority"), value: String(batch.priority) },
              ...(batch.deadlineAt === null
                ? []
                : [{ name: t("Waits for Shopify until"), value: <LocalTime at={batch.deadlineAt} /> }]),
              ...(unclear.calls === 0
                ? []
                : [{ name: t("Calls without an answer"), value: describeUnclear(t, unclear) }]),
              { name: t("Cost"), value: t("{{count, number}} point", { count: batch.costPoints }) },
            ]}
          />
        </BlockStack>
      </Card>
    </BlockStack>
  );
}
