import { BlockStack, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useId } from "react";
import type { RunView } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { LocalTime } from "../../local-time.tsx";
import { Phrase, useTexts } from "../../texts/use-texts.tsx";
import { percentOf, progressWords, runKindWords } from "../words/run-words.ts";

/** How far a run that is under way has come. */
export function RunProgress({ run }: { run: RunView }) {
  const t = useTexts();
  const labelId = useId();
  const percent = percentOf(run);
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" id={labelId}>
          {t(runKindWords[run.kind])}
        </Text>
        <Text as="span" variant="bodySm" numeric>
          {t("{{percent, number}} %", { percent })}
        </Text>
      </InlineStack>
      <ProgressBar progress={percent} size="small" tone="primary" ariaLabelledBy={labelId} />
      <Text as="p" variant="bodySm" tone="subdued">
        <Phrase
          text="{{progress}}. Asked for by {{name}}, <at/>. You can leave this page: it goes on in the background."
          values={{ progress: progressWords(t, run), name: run.actor.name }}
          parts={{ at: <LocalTime at={run.createdAt} /> }}
        />
      </Text>
    </BlockStack>
  );
}
