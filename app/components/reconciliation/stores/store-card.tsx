import { BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { said } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { outcomeWords } from "../words/run-words.ts";
import { NightFacts } from "./night-facts.tsx";
import { RunProgress } from "./run-progress.tsx";
import { StoreState } from "./store-state.tsx";

interface StoreCardProps {
  summary: StoreSummary;
  isSending: boolean;
  /** Absent when the viewer may not. */
  onReconcile?: () => void;
}

/** A store at a glance: last and next reconciliation, what it found, and what waits for a person. */
export function StoreCard({ summary, isSending, onReconcile }: StoreCardProps) {
  const t = useTexts();
  const { store, openRun, lastRun } = summary;
  const url = `/app/reconciliation/${store.id}`;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            <Link url={url} removeUnderline monochrome>
              {store.name}
            </Link>
          </Text>
          <StoreState summary={summary} />
        </InlineStack>
        {store.status !== "CONNECTED" && store.statusReason !== null && (
          <Text as="p">{said(t, store.statusReason)}</Text>
        )}
        {openRun !== null && <RunProgress run={openRun} />}
        <NightFacts summary={summary} />
        {lastRun !== null && (
          <Text as="p" breakWord>
            {outcomeWords(t, lastRun)}
          </Text>
        )}
        <InlineStack gap="200">
          {onReconcile !== undefined && store.status === "CONNECTED" && openRun === null && (
            <Button
              variant="primary"
              disabled={isSending}
              onClick={onReconcile}
              accessibilityLabel={t("Reconcile now: {{name}}", { name: store.name })}
            >
              {t("Reconcile now")}
            </Button>
          )}
          <Button url={url} accessibilityLabel={t("Details of {{name}}", { name: store.name })}>
            {t("Details")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
