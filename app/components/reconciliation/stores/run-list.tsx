import { BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import type { RunView } from "#app/domain/reconciliation/runs/run-queries.server.ts";
import { KeysetPagination } from "../../keyset-pagination.tsx";
import { LocalTime } from "../../local-time.tsx";
import { StatusBadge } from "../../status-badge.tsx";
import { outcomeWords, progressWords, runKindWords, runStatusWords } from "../words/run-words.ts";

interface RunListProps {
  runs: readonly RunView[];
  nextCursor: string | null;
  previousCursor: string | null;
}

/** Every run of a store, newest first. */
export function RunList({ runs, ...page }: RunListProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Runs
        </Text>
        {runs.length === 0 && (
          <Text as="p" tone="subdued">
            No run yet. The first one comes by itself in the night after the store was connected, or by Reconcile now.
          </Text>
        )}
        {runs.map((run) => (
          <Box key={run.id}>
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Text as="h3" variant="headingSm">
                <LocalTime at={run.createdAt} />
                {` · ${runKindWords[run.kind]}`}
              </Text>
              <StatusBadge words={runStatusWords[run.status]} />
            </InlineStack>
            <Text as="p" tone="subdued" breakWord>
              {`${run.endedAt === null ? `${progressWords(run)}.` : outcomeWords(run)} Asked for by ${run.actor.name}.`}
            </Text>
          </Box>
        ))}
        <KeysetPagination label="Pages of runs" {...page} />
      </BlockStack>
    </Card>
  );
}
