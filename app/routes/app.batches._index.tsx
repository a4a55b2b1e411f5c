import { useFetcher, useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { BatchTable } from "#app/components/batches/batch-table.tsx";
import { BatchFilters } from "#app/components/batches/list/batch-filters.tsx";
import { isAnyUnderWay } from "#app/components/batches/steering/is-any-under-way.ts";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { OfflineBanner } from "#app/components/offline-banner.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { usePolled, type Polled } from "#app/components/use-polled.ts";
import { listActors } from "#app/domain/activity/activity-queries.server.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { readBatchList, type AskedBatches, type BatchList } from "#app/http/batch-list.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

export const loader = pageLoader(async ({ ctx, request }) => {
  const [list, stores, actors] = await Promise.all([readBatchList(ctx, request), listStores(ctx), listActors(ctx)]);
  return { list, stores: stores.map(({ id, name }) => ({ id, name })), actors };
});

const LIVE = ["batch"] as const;

export default function Batches() {
  const t = useTexts();
  const { list: loaded, stores, actors } = useLoaderData<typeof loader>();
  const [searchParams, setSearchParams] = useSearchParams();
  const url = `/app/batches/list?${searchParams}`;
  const fetcher = useFetcher<Polled<BatchList>>({ key: url });
  const isUnderWay = (list: BatchList) => isAnyUnderWay(list.batches);
  const { seen, isOffline } = usePolled({ url, loaded, isUnderWay, fetcher, live: LIVE });
  const { batches, nextCursor, previousCursor } = seen;
  const { asked } = loaded;
  const isFiltered = Object.entries(asked).some(([name, value]) => name !== "sort" && value !== null);
  const isLoading = useNavigation().state === "loading";
  return (
    <Page title={t("Batches")} subtitle={t("Every upload run, and what happened to it")} fullWidth>
      <BlockStack gap="400">
        {isOffline && <OfflineBanner />}
        <Card padding="0">
          <BatchFilters
            asked={asked}
            stores={stores}
            actors={actors}
            isLoading={isLoading}
            onChange={(wanted) => setSearchParams(writeAsked(wanted), { replace: wanted.text !== asked.text })}
          />
          <div id="batches">
            <BatchTable batches={batches} isFiltered={isFiltered} />
          </div>
          <KeysetPagination label={t("Pages of batches")} nextCursor={nextCursor} previousCursor={previousCursor} />
        </Card>
      </BlockStack>
    </Page>
  );
}

/** The address says only what differs from the whole list. */
const writeAsked = (asked: AskedBatches): Record<string, string> =>
  Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]: [string, string | null]) =>
      value === null || (name === "sort" && value === "newest") ? [] : [[name, value] as const],
    ),
  );
