import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { explainError } from "#app/domain/uploads/failures/failure-catalog.ts";
import type { FailureCause } from "#app/domain/uploads/queries/failure-cause-queries.server.ts";
import { errorCategoryWords } from "../status-words.ts";
import type { Texts } from "../texts/texts.ts";
import { useExplained, useTexts } from "../texts/use-texts.tsx";

/** Why rows failed lately and have not been mended since. Nothing is shown where none did. */
export function FailuresCard({ causes, days }: { causes: readonly FailureCause[]; days: number }) {
  const t = useTexts();
  const explained = useExplained();
  if (causes.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("Failures by cause, last {{days}} days", { days })}
        </Text>
        {causes.map(({ category, code, batch, ...counts }) => (
          <BlockStack key={`${category} ${code}`} gap="100" inlineAlign="start">
            <InlineStack gap="200" blockAlign="center">
              <Badge tone="critical">{t(errorCategoryWords[category])}</Badge>
              <Text as="span" variant="bodySm" tone="subdued">
                {extentWords(t, counts)}
              </Text>
            </InlineStack>
            <Text as="p" breakWord>
              {explained(explainError(code, category).explanation)}
            </Text>
            <Link
              url={`/app/batches/${batch.id}?status=FAILED`}
              accessibilityLabel={`${t("See what to do in {{name}}", { name: batch.name })}: ${explained(explainError(code, category).explanation)}`}
            >
              {t("See what to do in {{name}}", { name: batch.name })}
            </Link>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function extentWords(t: Texts, counts: Pick<FailureCause, "rows" | "products" | "batches">): string {
  const rows = t("{{count, number}} row", { count: counts.rows });
  const products = t("{{count, number}} product", { count: counts.products });
  if (counts.batches <= 1) return t("{{rows}} of {{products}}", { rows, products });
  const batches = t("{{count, number}} batch", { count: counts.batches });
  return t("{{rows}} of {{products}}, in {{batches}}", { rows, products, batches });
}
