import { Banner, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { GroupView } from "#app/domain/uploads/queries/group-queries.server.ts";
import type { UploadTimeline } from "#app/domain/uploads/queries/timeline-queries.server.ts";
import type { RowView } from "#app/domain/uploads/queries/row-queries.server.ts";
import { LocalTime } from "../local-time.tsx";
import { productAdminUrl } from "../shopify-admin-url.ts";
import { StatusBadge } from "../status-badge.tsx";
import { rowStatusWords } from "../status-words.ts";
import { Timeline } from "./detail/timeline.tsx";
import { Failures } from "./failures.tsx";
import { RowLine } from "./row-line.tsx";
import { Phrase, useTexts } from "../texts/use-texts.tsx";

interface StoreUploadProps {
  group: Omit<GroupView, "rows">;
  rows: readonly RowView[];
  timeline?: UploadTimeline | undefined;
  /** Absent where rows may not be retried. */
  onRetry?: (rowId: string) => void;
}

/** What became of one product in one store. */
export function StoreUpload({ group, rows, timeline, onRetry }: StoreUploadProps) {
  const t = useTexts();
  const { status, storeName, shopDomain, shopifyProductId, deletedInShop } = group;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              {storeName ?? t("No store")}
            </Text>
            {shopDomain !== null && shopifyProductId !== null && deletedInShop === null && (
              <Link url={productAdminUrl(shopDomain, shopifyProductId)} target="_blank">
                {t("Open in Shopify")}
              </Link>
            )}
          </InlineStack>
          <StatusBadge words={rowStatusWords[status]} />
        </InlineStack>
        {deletedInShop !== null && (
          <Banner tone="warning">
            <Text as="p">
              <Phrase
                text="Somebody deleted this product in the shop <time/>."
                parts={{ time: <LocalTime at={deletedInShop.at} /> }}
              />{" "}
              {deletedInShop.asksFirst
                ? t(
                    "It is not made anew until you say so under Reconciliation, Deleted products. Approve it again after that.",
                  )
                : t("Its next approval makes it anew.")}
            </Text>
          </Banner>
        )}
        {timeline !== undefined && <Timeline timeline={timeline} />}
        <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
          {rows.map((row) => (
            <RowLine
              key={row.id}
              row={row}
              shopDomain={shopDomain}
              shopifyProductId={shopifyProductId}
              {...(onRetry ? { onRetry: () => onRetry(row.id) } : {})}
            />
          ))}
        </ul>
        <Failures rows={rows} />
      </BlockStack>
    </Card>
  );
}
