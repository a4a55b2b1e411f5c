import { useFetcher, useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { BlockStack, Card, Page, Tabs } from "@shopify/polaris";
import { BatchTable } from "#app/components/batches/batch-table.tsx";
import { isAnyUnderWay } from "#app/components/batches/steering/is-any-under-way.ts";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { OfflineBanner } from "#app/components/offline-banner.tsx";
import { batchStatusWords } from "#app/components/status-words.ts";
import { usePolled, type Polled } from "#app/components/use-polled.ts";
import { batchStatuses } from "#app/domain/uploads/transitions.ts";
import { readBatchList, type BatchList } from "#app/http/batch-list.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

export const loader = pageLoader(async ({ ctx, request }) => readBatchList(ctx, request));

const TABS = [null, ...batchStatuses] as const;

const LIVE = ["batch"] as const;

export default function Batches() {
  const loaded = useLoaderData<typeof loader>();
  const [searchParams] = useSearchParams();
  const url = `/app/batches/list?${searchParams}`;
  const fetcher = useFetcher<Polled<BatchList>>({ key: url });
  const isUnderWay = (list: BatchList) => isAnyUnderWay(list.batches);
  const { seen, isOffline } = usePolled({ url, loaded, isUnderWay, fetcher, live: LIVE });
  const { status, batches, nextCursor, previousCursor } = seen;
  const navigate = useNavigate();
  return (
    <Page title="Batches" subtitle="Every upload run, and what happened to it" fullWidth>
      <BlockStack gap="400">
        {isOffline && <OfflineBanner />}
        <Card padding="0">
          <Tabs
            tabs={TABS.map((one) => ({
              id: one ?? "all",
              content: one === null ? "All" : batchStatusWords[one].label,
              panelID: "batches",
            }))}
            selected={TABS.indexOf(status)}
            onSelect={(index) => {
              const chosen = TABS[index] ?? null;
              navigate(chosen === null ? "/app/batches" : `/app/batches?status=${chosen}`);
            }}
          />
          <div id="batches">
            <BatchTable batches={batches} isFiltered={status !== null} />
          </div>
          <KeysetPagination label="Pages of batches" nextCursor={nextCursor} previousCursor={previousCursor} />
        </Card>
      </BlockStack>
    </Page>
  );
}
