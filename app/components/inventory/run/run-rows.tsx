import { BlockStack, Box, Button, Card, InlineStack, Link, Tabs, Text } from "@shopify/polaris";
import type { NamedStockRun } from "#app/domain/inventory/queries/run-names.server.ts";
import type { StockRowView } from "#app/domain/inventory/queries/stock-row-queries.server.ts";
import { isRunEnded, MOST_RETRIES, stockRowStatuses, type StockRowStatus } from "#app/domain/inventory/run-states.ts";
import { variantName } from "../../batches/variant-name.ts";
import { formatCount } from "../../formats.ts";
import { KeysetPagination } from "../../keyset-pagination.tsx";
import { StatusBadge } from "../../status-badge.tsx";
import type { Texts } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { ReasonText } from "../reason-text.tsx";
import { stockRowStatusWords } from "../run-words.ts";

interface RunRowsProps {
  run: NamedStockRun;
  rows: readonly StockRowView[];
  nextCursor: string | null;
  previousCursor: string | null;
  status: StockRowStatus | null;
  isSending: boolean;
  onChooseStatus: (status: StockRowStatus | null) => void;
  /** Absent where rows may not be tried again. */
  onRetry?: (rowId: string) => void;
}

const COUNT_OF: Record<StockRowStatus, keyof NamedStockRun["rows"]> = {
  PENDING: "pending",
  SUCCESS: "succeeded",
  FAILED: "failed",
  QUARANTINED: "quarantined",
  CANCELLED: "cancelled",
  REPORTED: "reported",
};

/** The levels of a run that differed, all or those of one status. */
export function RunRows({ run, rows, nextCursor, previousCursor, status, isSending, ...on }: RunRowsProps) {
  const t = useTexts();
  const countOf = (one: StockRowStatus | null) => run.rows[one === null ? "total" : COUNT_OF[one]];
  const tabs = [null, ...stockRowStatuses.filter((one) => one === status || countOf(one) > 0)];
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          {t("Levels that differed")}
        </Text>
      </Box>
      <Tabs
        tabs={tabs.map((one) => ({
          id: `rows-${one ?? "all"}`,
          content: t(one === null ? "All" : stockRowStatusWords[one].label),
          badge: formatCount(t, countOf(one)),
          panelID: "rows",
        }))}
        selected={Math.max(0, tabs.indexOf(status))}
        onSelect={(index) => on.onChooseStatus(tabs[index] ?? null)}
      />
      <div id="rows">
        {rows.length === 0 ? (
          <Box padding="400">
            <Text as="p" tone="subdued" alignment="center">
              {emptyWords(t, run, countOf(status))}
            </Text>
          </Box>
        ) : (
          <ul style={{ listStyle: "none", margin: 0, padding: 0 }} aria-label={t("Levels")}>
            {rows.map((row) => (
              <Row key={row.id} row={row} isSending={isSending} {...(on.onRetry ? { onRetry: on.onRetry } : {})} />
            ))}
          </ul>
        )}
      </div>
      <KeysetPagination label={t("Pages of levels")} nextCursor={nextCursor} previousCursor={previousCursor} />
    </Card>
  );
}

function emptyWords(t: Texts, { status }: NamedStockRun, counted: number): string {
  if (counted > 0) return t("The single levels of this sync were deleted after their time; its counts stay.");
  return isRunEnded(status) ? t("No level to show here.") : t("Nothing to show yet.");
}

function Row({
  row,
  isSending,
  onRetry,
}: {
  row: StockRowView;
  isSending: boolean;
  onRetry?: (rowId: string) => void;
}) {
  const t = useTexts();
  const variant = variantName(t, row);
  const title = row.productTitle ?? t("A product that was deleted since");
  const isRetryable = (row.status === "FAILED" || row.status === "QUARANTINED") && row.retryCount < MOST_RETRIES;
  return (
    <li
      style={{
        padding: "var(--p-space-300) var(--p-space-400)",
        borderTop: "1px solid var(--p-color-border-secondary)",
      }}
    >
      <BlockStack gap="150">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <BlockStack>
            <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
              {title}
            </Text>
            <Text as="span" variant="bodySm" tone="subdued" breakWord>
              {[
                variant,
                ...(row.sku === null || row.sku === variant ? [] : [row.sku]),
                row.locationName ?? row.locationId,
              ].join(" · ")}
            </Text>
          </BlockStack>
          <InlineStack gap="300" blockAlign="center">
            <Quantities row={row} />
            <StatusBadge words={stockRowStatusWords[row.status]} />
          </InlineStack>
        </InlineStack>
        {row.reason !== null && <ReasonText code={row.reasonCode} told={row.reason} />}
        {(row.retryCount > 0 ||
          (onRetry !== undefined && isRetryable) ||
          row.reasonCode === "inventory.quarantined") && (
          <InlineStack gap="300">
            {onRetry !== undefined && isRetryable && (
              <Button
                variant="plain"
                disabled={isSending}
                accessibilityLabel={t("Retry {{title}}, {{variant}}", { title, variant })}
                onClick={() => onRetry(row.id)}
              >
                {t("Retry")}
              </Button>
            )}
            {row.reasonCode === "inventory.quarantined" && (
              <Link url="/app/inventory/quarantine">{t("See the quarantine")}</Link>
            )}
            {row.retryCount > 0 && (
              <Text as="span" variant="bodySm" tone="subdued">
                {t("{{count, number}} retry", { count: row.retryCount })}
              </Text>
            )}
          </InlineStack>
        )}
      </BlockStack>
    </li>
  );
}

function Quantities({ row: { changeFrom, target, status } }: { row: StockRowView }) {
  const t = useTexts();
  const quantities = { from: changeFrom, to: target };
  return (
    <Text as="span" numeric>
      <Text as="span" visuallyHidden>
        {status === "SUCCESS"
          ? t("Was {{from, number}}, is now {{to, number}}", quantities)
          : t("Shop has {{from, number}}, shall be {{to, number}}", quantities)}
      </Text>
      <span aria-hidden="true">
        {formatCount(t, changeFrom)} →{" "}
        <Text as="span" fontWeight="semibold">
          {formatCount(t, target)}
        </Text>
      </span>
    </Text>
  );
}
