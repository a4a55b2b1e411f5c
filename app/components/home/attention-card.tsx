import { Button, Card, BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { StoreView } from "#app/domain/stores/store-queries.server.ts";
import type { BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { formatCount, formatCountOf } from "../formats.ts";

interface AttentionCardProps {
  waiting: number;
  /** Products are counted no further than this. */
  countedUpTo: number;
  stores: readonly StoreView[];
  /** Batches that ended with failures, newest first. */
  failed: readonly BatchSummary[];
}

interface Matter {
  key: string;
  text: string;
  action: string;
  url: string;
}

/** What waits for a person, and where to go for it. */
export function AttentionCard(props: AttentionCardProps) {
  const matters = mattersOf(props);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Needs your attention
        </Text>
        {matters.length === 0 && (
          <Text as="p" tone="subdued">
            Nothing: no product waits for approval, no upload has failed, and every store is connected.
          </Text>
        )}
        {matters.map(({ key, text, action, url }) => (
          <InlineStack key={key} align="space-between" blockAlign="center" gap="200">
            <Text as="p" breakWord>
              {text}
            </Text>
            <Button url={url} size="slim" accessibilityLabel={`${action}: ${text}`}>
              {action}
            </Button>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function mattersOf({ waiting, countedUpTo, stores, failed }: AttentionCardProps): Matter[] {
  const matters: Matter[] = stores
    .filter(({ status }) => status === "RECONNECT_REQUIRED")
    .map(({ id, name }) => ({
      key: id,
      text: `${name} has to be connected again before anything can be uploaded to it.`,
      action: "See store",
      url: "/app/stores",
    }));
  for (const { id, name, rows, status } of failed)
    matters.push({
      key: id,
      text:
        status === "FAILED" && rows.failed === 0
          ? `${name} failed.`
          : `${name}: ${formatCountOf(rows.failed, "row")} failed.`,
      action: "See why",
      url: `/app/batches/${id}?status=FAILED`,
    });
  if (waiting > 0)
    matters.push({
      key: "waiting",
      text:
        waiting > countedUpTo
          ? `More than ${formatCount(countedUpTo)} products wait for approval.`
          : `${formatCountOf(waiting, "product waits", "products wait")} for approval.`,
      action: "Review",
      url: "/app/approvals",
    });
  return matters;
}
