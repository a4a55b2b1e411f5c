import { BlockStack, Card, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import type { BatchSummary } from "#app/domain/uploads/batch-queries.server.ts";
import { BatchBadge } from "../batches/batch-badge.tsx";
import { BatchBar } from "../batches/batch-bar.tsx";

/** The batches that are under way. */
export function BatchesCard({ batches }: { batches: readonly BatchSummary[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            Under way
          </Text>
          <Link url="/app/batches">All batches</Link>
        </InlineStack>
        {batches.length === 0 && (
          <Text as="p" tone="subdued">
            No upload is running.
          </Text>
        )}
        {batches.map((batch) => (
          <InlineGrid key={batch.id} columns={{ xs: 1, sm: 3 }} gap="200" alignItems="center">
            <Link url={`/app/batches/${batch.id}`} removeUnderline monochrome>
              {batch.name}
            </Link>
            <BatchBadge batch={batch} />
            <BatchBar batch={batch} />
          </InlineGrid>
        ))}
      </BlockStack>
    </Card>
  );
}
