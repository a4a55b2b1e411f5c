import { Box, Card, Tabs, Text } from "@shopify/polaris";
import type { Page } from "#app/domain/keyset.ts";
import type { StatusCounts } from "#app/domain/uploads/queries/batch-progress.ts";
import type { BatchSummary } from "#app/domain/uploads/queries/batch-queries.server.ts";
import type { GroupView } from "#app/domain/uploads/queries/group-queries.server.ts";
import { rowStatuses, type RowStatus } from "#app/domain/uploads/transitions.ts";
import { formatCount } from "../formats.ts";
import { GroupList } from "./group-list.tsx";
import { KeysetPagination } from "../keyset-pagination.tsx";
import { rowStatusWords } from "../status-words.ts";

interface BatchRowsProps {
  batch: BatchSummary;
  /** `next` and `previous` are cursors of the page's address. */
  groups: Page<GroupView>;
  status: string | null;
  onChooseStatus: (status: RowStatus | null) => void;
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
export function BatchRows({ batch, groups, status, onChooseStatus }: BatchRowsProps) {
  const countOf = (one: RowStatus | null) => batch.rows[one === null ? "total" : COUNT_OF[one]];
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          Products and their rows
        </Text>
      </Box>
      <Tabs
        tabs={TABS.map((one) => ({
          id: `rows-${one ?? "all"}`,
          content: one === null ? "All" : rowStatusWords[one].label,
          badge: formatCount(countOf(one)),
          panelID: "rows",
        }))}
        selected={Math.max(
          0,
          TABS.findIndex((one) => one === status),
        )}
        onSelect={(index) => onChooseStatus(TABS[index] ?? null)}
      />
      <div id="rows">
        <GroupList batchId={batch.id} groups={groups.items} />
      </div>
      <KeysetPagination label="Pages of rows" nextCursor={groups.next} previousCursor={groups.previous} />
    </Card>
  );
}
