import { BlockStack, Box, Checkbox, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import type { GroupView } from "#app/domain/uploads/queries/group-queries.server.ts";
import { ProductThumbnail } from "../product-thumbnail.tsx";
import { Failures } from "./failures.tsx";
import { RowLine } from "./row-line.tsx";
import { productAdminUrl } from "../shopify-admin-url.ts";
import { StatusBadge } from "../status-badge.tsx";
import { rowStatusWords, skipReasonWords } from "../status-words.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface GroupListProps {
  batchId: string;
  groups: readonly GroupView[];
  /** Absent where nothing may be ticked. */
  ticked?: { productIds: ReadonlySet<string>; onTick: (productId: string, isTicked: boolean) => void };
}

/** Whether a retry of the product could do something, as far as its shown rows tell. */
export const hasFailedRow = ({ status, rows }: GroupView): boolean =>
  status === "FAILED" || rows.some((row) => row.status === "FAILED");

/** The products of a batch, each with its rows. */
export function GroupList({ batchId, groups, ticked }: GroupListProps) {
  const t = useTexts();
  if (groups.length === 0)
    return (
      <Box padding="400">
        <Text as="p" tone="subdued" alignment="center">
          {t("No rows to show here.")}
        </Text>
      </Box>
    );
  return (
    <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
      {groups.map((group, position) => (
        <li key={group.id}>
          {position > 0 && <Divider />}
          <Group batchId={batchId} group={group} {...(ticked ? { ticked } : {})} />
        </li>
      ))}
    </ul>
  );
}

function Group({ batchId, group, ticked }: { group: GroupView } & Pick<GroupListProps, "batchId" | "ticked">) {
  const t = useTexts();
  const detailUrl = `/app/batches/${batchId}/products/${group.productId}`;
  const moreRows = group.rowCount - group.rows.length;
  return (
    <Box padding="400">
      <BlockStack gap="300">
        <InlineStack gap="300" blockAlign="center" wrap={false}>
          {ticked && hasFailedRow(group) && (
            <Checkbox
              label={t("Select {{title}}", { title: group.productTitle })}
              labelHidden
              checked={ticked.productIds.has(group.productId)}
              onChange={(isTicked) => ticked.onTick(group.productId, isTicked)}
            />
          )}
          <ProductThumbnail imageUrl={group.imageUrl} />
          <div style={{ flex: 1, minWidth: 0 }}>
            <InlineStack align="space-between" blockAlign="center" gap="200">
              {/* Two links below each other, far enough apart for a finger. */}
              <BlockStack gap="200">
                <Link url={detailUrl} removeUnderline monochrome>
                  <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
                    {group.productTitle}
                  </Text>
                </Link>
                <GroupDestination group={group} />
              </BlockStack>
              <StatusBadge words={rowStatusWords[group.status]} />
            </InlineStack>
          </div>
        </InlineStack>
        <ul
          style={{ listStyle: "none", margin: 0, padding: 0 }}
          aria-label={t("Rows of {{title}}", { title: group.productTitle })}
        >
          {group.rows.map((row) => (
            <RowLine key={row.id} row={row} shopDomain={group.shopDomain} shopifyProductId={group.shopifyProductId} />
          ))}
        </ul>
        <Failures rows={group.rows} />
        {group.rows.length === 0 && group.skipReason !== null ? (
          <Text
            as="p"
            tone="subdued"
          >{`${t("{{count, number}} row", { count: group.rowCount })}: ${t(skipReasonWords[group.skipReason])}`}</Text>
        ) : null}
        {group.rows.length > 0 && moreRows > 0 && (
          <Link url={detailUrl}>{t("Show all {{count, number}} row", { count: group.rowCount })}</Link>
        )}
      </BlockStack>
    </Box>
  );
}

function GroupDestination({ group: { storeName, shopDomain, shopifyProductId } }: { group: GroupView }) {
  const t = useTexts();
  return (
    <InlineStack gap="200">
      <Text as="span" variant="bodySm" tone="subdued">
        {storeName ?? t("No store")}
      </Text>
      {shopDomain !== null && shopifyProductId !== null && (
        <Text as="span" variant="bodySm">
          <Link url={productAdminUrl(shopDomain, shopifyProductId)} target="_blank">
            {t("Open in Shopify")}
          </Link>
        </Text>
      )}
    </InlineStack>
  );
}
