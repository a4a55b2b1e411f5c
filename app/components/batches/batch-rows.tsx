import { Box, Button, Card, InlineStack, Tabs, Text } from "@shopify/polaris";
import { useState } from "react";
import type { Page } from "#app/domain/keyset.ts";
import type { StatusCounts } from "#app/domain/uploads/queries/batch-progress.ts";
import type { BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import type { GroupView } from "#app/domain/uploads/queries/group-queries.server.ts";
import { rowStatuses, type RowStatus } from "#app/domain/uploads/transitions.ts";
import { formatCount } from "../formats.ts";
import { GroupList, hasFailedRow } from "./group-list.tsx";
import { KeysetPagination } from "../keyset-pagination.tsx";
import { rowStatusWords } from "../status-words.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface BatchRowsProps {
  batch: BatchSummary;
  /** `next` and `previous` are cursors of the page's address. */
  groups: Page<GroupView>;
  status: string | null;
  onChooseStatus: (status: RowStatus | null) => void;
  isSending: boolean;
  /** Absent when the viewer may not. */
  onRetry?: (productIds: readonly string[]) => void;
}

const COUNT_OF: Record<RowStatus, keyof StatusCounts> = {
  PENDING: "pending",
  PROCESSING: "processing",
  SUCCESS: "succeeded",
  FAILED: "failed",
  SKIPPED: "skipped",
  CANCELLED: "cancelled",
};

const TABS = [null, ...rowStatuses] as const;

/** The rows of a batch by product, all or those of one status. */
export function BatchRows({ batch, groups, status, onChooseStatus, isSending, onRetry }: BatchRowsProps) {
  const t = useTexts();
  const [productIds, setProductIds] = useState<ReadonlySet<string>>(new Set());
  const shown = new Set(groups.items.filter(hasFailedRow).map(({ productId }) => productId));
  const chosen = [...productIds].filter((id) => shown.has(id));
  const mayRetry = onRetry !== undefined && batch.status !== "CANCELLED" && shown.size > 0;
  const onTick = (productId: string, isTicked: boolean) => {
    const next = new Set(chosen);
    if (isTicked) next.add(productId);
    else next.delete(productId);
    setProductIds(next);
  };
  const countOf = (one: RowStatus | null) => batch.rows[one === null ? "total" : COUNT_OF[one]];
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("Products and their rows")}
          </Text>
          {mayRetry && chosen.length > 0 && (
            <Button
              loading={isSending}
              onClick={() => {
                setProductIds(new Set());
                onRetry(chosen);
              }}
            >
              {t("Retry {{count, number}} selected product", { count: chosen.length })}
            </Button>
          )}
        </InlineStack>
      </Box>
      <Tabs
        tabs={TABS.map((one) => ({
          id: `rows-${one ?? "all"}`,
          content: t(one === null ? "All" : rowStatusWords[one].label),
          badge: formatCount(t, countOf(one)),
          panelID: "rows",
        }))}
        selected={Math.max(
          0,
          TABS.findIndex((one) => one === status),
        )}
        onSelect={(index) => onChooseStatus(TABS[index] ?? null)}
      />
      <div id="rows">
        <GroupList
          batchId={batch.id}
          groups={groups.items}
          {...(mayRetry ? { ticked: { productIds: new Set(chosen), onTick } } : {})}
        />
      </div>
      <KeysetPagination label={t("Pages of rows")} nextCursor={groups.next} previousCursor={groups.previous} />
    </Card>
  );
}
