import { BlockStack, Card, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import type { OverviewBatch } from "#app/http/home/overview.server.ts";
import { BatchBadge } from "../batches/batch-badge.tsx";
import { BatchBar } from "../batches/batch-bar.tsx";
import { estimateWords } from "../batches/estimate-words.ts";
import { LocalTime } from "../local-time.tsx";
import { Phrase, useTexts } from "../texts/use-texts.tsx";

/** The batches that are under way and the latest before them. */
export function BatchesCard({ batches }: { batches: readonly OverviewBatch[] }) {
  const t = useTexts();
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("Latest uploads")}
          </Text>
          <Link url="/app/batches">{t("All batches")}</Link>
        </InlineStack>
        {batches.length === 0 && (
          <Text as="p" tone="subdued">
            {t("Nothing has been uploaded yet. Approve products, and their upload appears here.")}
          </Text>
        )}
        {batches.map((batch) => (
          <InlineGrid key={batch.id} columns={{ xs: 1, sm: "5fr 3fr 4fr" }} gap="200" alignItems="center">
            <BlockStack>
              <Link url={`/app/batches/${batch.id}`} removeUnderline monochrome>
                {batch.name}
              </Link>
              <Text as="span" variant="bodySm" tone="subdued" breakWord>
                {t("{{count, number}} product, by {{name}}", { count: batch.products.total, name: batch.actor.name })}
              </Text>
            </BlockStack>
            <BatchBadge batch={batch} />
            <BlockStack gap="050">
              <BatchBar batch={batch} />
              <Text as="span" variant="bodySm" tone="subdued">
                <End batch={batch} />
              </Text>
            </BlockStack>
          </InlineGrid>
        ))}
      </BlockStack>
    </Card>
  );
}

function End({ batch: { completedAt, estimate } }: { batch: OverviewBatch }) {
  const t = useTexts();
  if (completedAt !== null) return <Phrase text="Ended <time/>" parts={{ time: <LocalTime at={completedAt} /> }} />;
  if (estimate === null || estimate.stores.length === 0) return null;
  if (estimate.endsAt === null) return <>{estimateWords(t, estimate)}</>;
  return <Phrase text="Ends at about <time/>" parts={{ time: <LocalTime at={estimate.endsAt} /> }} />;
}
