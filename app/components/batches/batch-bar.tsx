import { InlineStack, Text } from "@shopify/polaris";
import { useId } from "react";
import { percentEnded } from "#app/domain/uploads/queries/batch-progress.ts";
import type { BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { SegmentedBar } from "./segmented-bar.tsx";
import { useTexts } from "../texts/use-texts.tsx";

/** How much of a batch has ended, by rows, small enough for a table. */
export function BatchBar({ batch }: { batch: BatchSummary }) {
  const t = useTexts();
  const labelId = useId();
  const percent = percentEnded(batch.rows);
  const isPlanning = batch.plannedAt === null && batch.completedAt === null;
  return (
    <InlineStack gap="200" blockAlign="center" wrap={false}>
      <div style={{ minWidth: "5rem", flex: 1 }}>
        <SegmentedBar counts={batch.rows} labelledBy={labelId} />
      </div>
      <Text as="span" variant="bodySm" numeric id={labelId}>
        {isPlanning ? t("Planning") : `${percent} %`}
      </Text>
    </InlineStack>
  );
}
