import { BlockStack, Card, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import type { BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { BatchBadge } from "../batches/batch-badge.tsx";
import { BatchBar } from "../batches/batch-bar.tsx";
import { formatCountOf } from "../formats.ts";

/** The batches that are under way and the latest before them. */
export function BatchesCard({ batches }: { batches: readonly BatchSummary[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            Latest uploads
          </Text>
          <Link url="/app/batches">All batches</Link>
        </InlineStack>
        {batches.length === 0 && (
          <Text as="p" tone="subdued">
            Nothing has been uploaded yet. Approve products, and their upload appears here.
          </Text>
        )}
        {batches.map((batch) => (
          <InlineGrid key={batch.id} columns={{ xs: 1, sm: "5fr 3fr 4fr" }} gap="200" alignItems="center">
            <BlockStack>
              <Link url={`/app/batches/${batch.id}`} removeUnderline monochrome>
                {batch.name}
              </Link>
              <Text as="span" variant="bodySm" tone="subdued">
                {`${formatCountOf(batch.products.total, "product")}, by ${batch.actor.name}`}
              </Text>
            </BlockStack>
            <BatchBadge batch={batch} />
            <BatchBar batch={batch} />
          </InlineGrid>
        ))}
      </BlockStack>
    </Card>
  );
}
