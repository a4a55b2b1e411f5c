import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useId } from "react";
import { percentEnded, type StatusCounts } from "#app/domain/uploads/queries/batch-progress.ts";
import { formatCount } from "../formats.ts";
import { SegmentedBar } from "./segmented-bar.tsx";

interface CountsProgressProps {
  title: string;
  counts: StatusCounts;
}

const PARTS = [
  ["succeeded", "succeeded"],
  ["failed", "failed"],
  ["processing", "processing"],
  ["pending", "pending"],
  ["skipped", "skipped"],
  ["cancelled", "cancelled"],
] as const;

/** How far rows, or products, have come: a bar and the counts in words. */
export function CountsProgress({ title, counts }: CountsProgressProps) {
  const labelId = useId();
  const percent = percentEnded(counts);
  const ended = counts.total - counts.pending - counts.processing;
  const parts = PARTS.filter(([key]) => counts[key] > 0).map(([key, word]) => `${formatCount(counts[key])} ${word}`);
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" id={labelId}>
          {title}
        </Text>
        <Text as="span" variant="bodySm" numeric>
          {`${formatCount(ended)} of ${formatCount(counts.total)} done (${percent} %)`}
        </Text>
      </InlineStack>
      <SegmentedBar counts={counts} labelledBy={labelId} />
      <Text as="p" variant="bodySm" tone="subdued">
        {parts.length > 0 ? parts.join(" · ") : "Nothing yet"}
      </Text>
    </BlockStack>
  );
}
