import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { explainWarning } from "#app/domain/uploads/failures/failure-catalog.ts";
import type { RowView } from "#app/domain/uploads/queries/row-queries.server.ts";
import { variantAdminUrl } from "../shopify-admin-url.ts";
import { StatusBadge } from "../status-badge.tsx";
import { rowStatusWords, skipReasonWords } from "../status-words.ts";
import { variantName } from "./variant-name.ts";
import { useExplained, useTexts } from "../texts/use-texts.tsx";

interface RowLineProps {
  row: RowView;
  shopDomain: string | null;
  shopifyProductId: string | null;
  /** Sends the row again; absent where the viewer may not, or where rows are not retried one by one. */
  onRetry?: () => void;
}

/** One row: which variant, how it stands, what a person should know of it, and why it was skipped. Why rows failed is told once for all that failed alike. */
export function RowLine({ row, shopDomain, shopifyProductId, onRetry }: RowLineProps) {
  const t = useTexts();
  const explained = useExplained();
  const name = variantName(t, row);
  const sku = row.sku !== null && row.sku !== name ? ` · ${row.sku}` : "";
  return (
    <li style={{ padding: "var(--p-space-150) 0" }}>
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="span" variant="bodyMd" breakWord>
            {name}
            <Text as="span" tone="subdued">
              {sku}
            </Text>
          </Text>
          <InlineStack gap="200" blockAlign="center">
            {shopDomain !== null && shopifyProductId !== null && row.shopifyVariantId !== null && (
              <Link
                url={variantAdminUrl(shopDomain, shopifyProductId, row.shopifyVariantId)}
                target="_blank"
                accessibilityLabel={t("Open variant {{name}} in Shopify", { name })}
              >
                {t("Open variant")}
              </Link>
            )}
            {row.retryCount > 0 && (
              <Text as="span" variant="bodySm" tone="subdued">
                {t("{{count, number}} retry", { count: row.retryCount })}
              </Text>
            )}
            {onRetry !== undefined && row.status === "FAILED" && (
              <Button variant="plain" accessibilityLabel={t("Retry variant {{name}}", { name })} onClick={onRetry}>
                {t("Retry")}
              </Button>
            )}
            <StatusBadge words={rowStatusWords[row.status]} />
          </InlineStack>
        </InlineStack>
        {row.warnings.map((warning) => (
          <Text key={`${warning.code} ${warning.field ?? ""}`} as="p" variant="bodySm" tone="caution" breakWord>
            {[warning.message, explained(explainWarning(warning.code)?.whatToDo ?? "")].join(" ").trim()}
          </Text>
        ))}
        {row.skipReason !== null && (
          <Text as="p" variant="bodySm" tone="subdued">
            {t(skipReasonWords[row.skipReason])}
          </Text>
        )}
      </BlockStack>
    </li>
  );
}
