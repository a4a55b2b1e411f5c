import { BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import type { RunView } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { KeysetPagination } from "../../keyset-pagination.tsx";
import { LocalTime } from "../../local-time.tsx";
import { StatusBadge } from "../../status-badge.tsx";
import { useTexts } from "../../texts/use-texts.tsx";
import { outcomeWords, progressWords, runKindWords, runStatusWords } from "../words/run-words.ts";

interface RunListProps {
  runs: readonly RunView[];
  nextCursor: string | null;
  previousCursor: string | null;
}

/** Every run of a store, newest first. */
export function RunList({ runs, ...page }: RunListProps) {
  const t = useTexts();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("Runs")}
        </Text>
        {runs.length === 0 && (
          <Text as="p" tone="subdued">
            {t(
              "No run yet. The first one comes by itself in the night after the store was connected, or by Reconcile now.",
            )}
          </Text>
        )}
        {runs.map((run) => (
          <Box key={run.id}>
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Text as="h3" variant="headingSm">
                <LocalTime at={run.createdAt} />
                {` · ${t(runKindWords[run.kind])}`}
              </Text>
              <StatusBadge words={runStatusWords[run.status]} />
            </InlineStack>
            <Text as="p" tone="subdued" breakWord>
              {run.endedAt === null
                ? t("{{progress}}. Asked for by {{name}}.", { progress: progressWords(t, run), name: run.actor.name })
                : t("{{outcome}} Asked for by {{name}}.", { outcome: outcomeWords(t, run), name: run.actor.name })}
            </Text>
          </Box>
        ))}
        <KeysetPagination label={t("Pages of runs")} {...page} />
      </BlockStack>
    </Card>
  );
}
