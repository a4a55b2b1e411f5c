import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useId } from "react";
import type { RunKind } from "#app/domain/inventory/run-states.ts";
import { percentEnded, type StatusCounts } from "#app/domain/uploads/queries/batch-progress.ts";
import { SegmentedBar } from "../../batches/segmented-bar.tsx";
import { useTexts } from "../../texts/use-texts.tsx";

interface RunProgressProps {
  kind: RunKind;
  rows: {
    total: number;
    pending: number;
    succeeded: number;
    failed: number;
    quarantined: number;
    cancelled: number;
    reported: number;
  };
}

const PARTS = [
  ["succeeded", "{{value, number}} set"],
  ["reported", "{{value, number}} reported"],
  ["failed", "{{value, number}} failed"],
  ["quarantined", "{{value, number}} put in quarantine"],
  ["pending", "{{value, number}} pending"],
  ["cancelled", "{{value, number}} cancelled"],
] as const;

/** How far the levels that differ have come: a bar and the counts in words. */
export function RunProgress({ kind, rows }: RunProgressProps) {
  const t = useTexts();
  const labelId = useId();
  const counts = barCounts(rows);
  const parts = PARTS.filter(([key]) => rows[key] > 0).map(([key, text]) => t(text, { value: rows[key] }));
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" id={labelId}>
          {kind === "DRY_RUN" ? t("Levels that differ") : t("Levels to set")}
        </Text>
        <Text as="span" variant="bodySm" numeric>
          {t("{{done, number}} of {{total, number}} done ({{percent}} %)", {
            done: rows.total - rows.pending,
            total: rows.total,
            percent: percentEnded(counts),
          })}
        </Text>
      </InlineStack>
      <SegmentedBar counts={counts} labelledBy={labelId} />
      <Text as="p" variant="bodySm" tone="subdued">
        {parts.length > 0 ? parts.join(" · ") : t("None yet (levels)")}
      </Text>
    </BlockStack>
  );
}

/** The rows of a stock sync in the parts of a bar; a difference that is only reported is as good as done. */
export const barCounts = (rows: RunProgressProps["rows"]): StatusCounts => ({
  total: rows.total,
  pending: rows.pending,
  processing: 0,
  succeeded: rows.succeeded + rows.reported,
  failed: rows.failed + rows.quarantined,
  skipped: 0,
  cancelled: rows.cancelled,
});
