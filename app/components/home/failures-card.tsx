import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { explainError } from "#app/domain/uploads/failures/failure-catalog.ts";
import type { FailureCause } from "#app/domain/uploads/queries/failure-cause-queries.server.ts";
import { formatCountOf } from "../formats.ts";
import { errorCategoryWords } from "../status-words.ts";

/** Why rows failed lately and have not been mended since. Nothing is shown where none did. */
export function FailuresCard({ causes, days }: { causes: readonly FailureCause[]; days: number }) {
  if (causes.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {`Failures by cause, last ${days} days`}
        </Text>
        {causes.map(({ category, code, rows, products, batches, batch }) => (
          <BlockStack key={`${category} ${code}`} gap="100" inlineAlign="start">
            <InlineStack gap="200" blockAlign="center">
              <Badge tone="critical">{errorCategoryWords[category]}</Badge>
              <Text as="span" variant="bodySm" tone="subdued">
                {`${formatCountOf(rows, "row")} of ${formatCountOf(products, "product")}${batches > 1 ? `, in ${formatCountOf(batches, "batch", "batches")}` : ""}`}
              </Text>
            </InlineStack>
            <Text as="p" breakWord>
              {explainError(code, category).explanation}
            </Text>
            <Link
              url={`/app/batches/${batch.id}?status=FAILED`}
              accessibilityLabel={`See what to do in ${batch.name}: ${explainError(code, category).explanation}`}
            >
              {`See what to do in ${batch.name}`}
            </Link>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
