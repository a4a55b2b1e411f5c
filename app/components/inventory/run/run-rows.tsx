import { BlockStack, Box, Button, Card, InlineStack, Link, Tabs, Text } from "@shopify/polaris";
import type { NamedStockRun } from "#app/domain/inventory/queries/run-names.server.ts";
import type { StockRowView } from "#app/domain/inventory/queries/stock-row-queries.server.ts";
import { isRunEnded, MOST_RETRIES, stockRowStatuses, type StockRowStatus } from "#app/domain/inventory/run-states.ts";
import { variantName } from "../../batches/variant-name.ts";
import { formatCount, formatCountOf } from "../../formats.ts";
import { KeysetPagination } from "../../keyset-pagination.tsx";
import { StatusBadge } from "../../status-badge.tsx";
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
  const countOf = (one: StockRowStatus | null) => run.rows[one === null ? "total" : COUNT_OF[one]];
  const tabs = [null, ...stockRowStatuses.filter((one) => one === status || countOf(one) > 0)];
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          Levels that differed
        </Text>
      </Box>
      <Tabs
        tabs={tabs.map((one) => ({
          id: `rows-${one ?? "all"}`,
          content: one === null ? "All" : stockRowStatusWords[one].label,
          badge: formatCount(countOf(one)),
          panelID: "rows",
        }))}
        selected={Math.max(0, tabs.indexOf(status))}
        onSelect={(index) => on.onChooseStatus(tabs[index] ?? null)}
      />
      <div id="rows">
        {rows.length === 0 ? (
          <Box padding="400">
            <Text as="p" tone="subdued" alignment="center">
              {emptyWords(run, countOf(status))}
            </Text>
          </Box>
        ) : (
          <ul style={{ listStyle: "none", margin: 0, padding: 0 }} aria-label="Levels">
            {rows.map((row) => (
              <Row key={row.id} row={row} isSending={isSending} {...(on.onRetry ? { onRetry: on.onRetry } : {})} />
            ))}
          </ul>
        )}
      </div>
      <KeysetPagination label="Pages of levels" nextCursor={nextCursor} previousCursor={previousCursor} />
    </Card>
  );
}

function emptyWords({ status }: NamedStockRun, counted: number): string {
  if (counted > 0) return "The single levels of this sync were deleted after their time; its counts stay.";
  return isRunEnded(status) ? "No level to show here." : "Nothing to show yet.";
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
  const name = variantName(row);
  const title = row.productTitle ?? "A product that was deleted since";
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
                name,
                ...(row.sku === null || row.sku === name ? [] : [row.sku]),
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
                accessibilityLabel={`Retry ${title}, ${name}`}
                onClick={() => onRetry(row.id)}
              >
                Retry
              </Button>
            )}
            {row.reasonCode === "inventory.quarantined" && (
              <Link url="/app/inventory/quarantine">See the quarantine</Link>
            )}
            {row.retryCount > 0 && (
              <Text as="span" variant="bodySm" tone="subdued">
                {formatCountOf(row.retryCount, "retry", "retries")}
              </Text>
            )}
          </InlineStack>
        )}
      </BlockStack>
    </li>
  );
}

function Quantities({ row: { changeFrom, target, status } }: { row: StockRowView }) {
  const isDone = status === "SUCCESS";
  return (
    <Text as="span" numeric>
      <Text as="span" visuallyHidden>
        {isDone ? "Was " : "Shop has "}
      </Text>
      {formatCount(changeFrom)}
      <span aria-hidden="true"> → </span>
      <Text as="span" visuallyHidden>
        {isDone ? ", is now " : ", shall be "}
      </Text>
      <Text as="span" fontWeight="semibold">
        {formatCount(target)}
      </Text>
    </Text>
  );
}
