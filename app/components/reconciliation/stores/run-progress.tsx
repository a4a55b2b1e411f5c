import { BlockStack, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useId } from "react";
import type { RunView } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { LocalTime } from "../../local-time.tsx";
import { percentOf, progressWords, runKindWords } from "../words/run-words.ts";

/** How far a run that is under way has come. */
export function RunProgress({ run }: { run: RunView }) {
  const labelId = useId();
  const percent = percentOf(run);
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" id={labelId}>
          {runKindWords[run.kind]}
        </Text>
        <Text as="span" variant="bodySm" numeric>{`${percent} %`}</Text>
      </InlineStack>
      <ProgressBar progress={percent} size="small" tone="primary" ariaLabelledBy={labelId} />
      <Text as="p" variant="bodySm" tone="subdued">
        {`${progressWords(run)}. Asked for by ${run.actor.name}, `}
        <LocalTime at={run.createdAt} />
        {". You can leave this page: it goes on in the background."}
      </Text>
    </BlockStack>
  );
}
