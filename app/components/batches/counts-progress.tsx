import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useId } from "react";
import { percentEnded, type StatusCounts } from "#app/domain/uploads/queries/batch-progress.ts";
import { SegmentedBar } from "./segmented-bar.tsx";
import { useTexts } from "../texts/use-texts.tsx";

interface CountsProgressProps {
  title: string;
  counts: StatusCounts;
}

const PARTS = [
  ["succeeded", "{{value, number}} succeeded"],
  ["failed", "{{value, number}} failed"],
  ["processing", "{{value, number}} processing"],
  ["pending", "{{value, number}} pending"],
  ["skipped", "{{value, number}} skipped"],
  ["cancelled", "{{value, number}} cancelled"],
] as const;

/** How far rows, or products, have come: a bar and the counts in words. */
export function CountsProgress({ title, counts }: CountsProgressProps) {
  const t = useTexts();
  const labelId = useId();
  const percent = percentEnded(counts);
  const ended = counts.total - counts.pending - counts.processing;
  const parts = PARTS.filter(([key]) => counts[key] > 0).map(([key, words]) => t(words, { value: counts[key] }));
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" id={labelId}>
          {title}
        </Text>
        <Text as="span" variant="bodySm" numeric>
          {t("{{ended, number}} of {{total, number}} done ({{percent}} %)", { ended, total: counts.total, percent })}
        </Text>
      </InlineStack>
      <SegmentedBar counts={counts} labelledBy={labelId} />
      <Text as="p" variant="bodySm" tone="subdued">
        {parts.length > 0 ? parts.join(" · ") : t("Nothing yet")}
      </Text>
    </BlockStack>
  );
}
