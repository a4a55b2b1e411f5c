import { useFetcher, useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { DriftCard } from "#app/components/inventory/drift-card.tsx";
import { RunFilters } from "#app/components/inventory/run-filters.tsx";
import { RunTable } from "#app/components/inventory/run-table.tsx";
import { StoppedRuns } from "#app/components/inventory/stopped-runs.tsx";
import { StoreStockList } from "#app/components/inventory/store-stock-list.tsx";
import { SyncNow } from "#app/components/inventory/sync-now.tsx";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { OfflineBanner } from "#app/components/offline-banner.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { usePolled, type Polled } from "#app/components/use-polled.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { readInventory, type InventoryOverview } from "#app/http/inventory/inventory-overview.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const asked = z.strictObject({
  storeId: z.uuid(),
  categoryId: z.uuid().optional(),
  productId: z.uuid().optional(),
  isDryRun: z.boolean(),
  isShopRead: z.boolean(),
});

export const loader = pageLoader(async ({ ctx, request }) => {
  const overview = await readInventory(ctx, request);
  const syncable = overview.stores.filter(({ id, status }) => status === "CONNECTED" && can(ctx.actor, "upload", id));
  return { overview, syncable: syncable.map(({ id, name }) => ({ id, name })) };
});

export const action = pageAction(async ({ ctx, request }) => {
  const { categoryId, productId, ...wanted } = await parseJson(request, asked);
  const scope = {
    ...(categoryId === undefined ? {} : { categoryId }),
    ...(productId === undefined ? {} : { productId }),
  };
  return requestStockSync(ctx, { ...wanted, ...scope });
});

const isUnderWay = ({ stores }: InventoryOverview) => stores.some(({ runUnderWay }) => runUnderWay !== null);

export default function Inventory() {
  const loaded = useLoaderData<typeof loader>();
  const t = useTexts();
  const [searchParams] = useSearchParams();
  const url = `/app/inventory/list?${searchParams}`;
  const fetcher = useFetcher<Polled<InventoryOverview>>({ key: url });
  const { seen, isOffline } = usePolled({ url, loaded: loaded.overview, isUnderWay, fetcher });
  const { stores, filter, drift, runs, countedQuarantine, nextCursor, previousCursor } = seen;
  const [mode, setMode] = useState<"sync" | "check" | null>(null);
  const navigate = useNavigate();
  const choose = (name: string, value: string | null) => {
    const target = new URLSearchParams(searchParams);
    for (const one of ["after", "before", name]) target.delete(one);
    if (value !== null) target.set(name, value);
    navigate({ search: `?${target}` }, { preventScrollReset: true });
  };
  const mayAsk = loaded.syncable.length > 0;
  return (
    <Page
      title={t("Inventory")}
      subtitle={t("Stock in the shops, kept equal to your warehouses")}
      {...(mayAsk
        ? {
            primaryAction: { content: t("Sync now"), onAction: () => setMode("sync") },
            secondaryActions: [{ content: t("Check only"), onAction: () => setMode("check") }],
          }
        : {})}
    >
      <BlockStack gap="400">
        {isOffline && <OfflineBanner />}
        <SyncNow mode={mode} stores={loaded.syncable} storeId={filter.storeId} onClose={() => setMode(null)} />
        <StoppedRuns stores={stores} />
        <StoreStockList stores={stores} countedUpTo={countedQuarantine} />
        <DriftCard
          drift={drift}
          stores={stores}
          storeId={filter.storeId}
          onChooseStore={(storeId) => choose("storeId", storeId)}
        />
        <Card padding="0">
          <Box padding="400">
            <Text as="h2" variant="headingMd">
              {t("Syncs")}
            </Text>
          </Box>
          <RunFilters kind={filter.kind} status={filter.status} onChange={choose} />
          <RunTable runs={runs} isFiltered={Object.values(filter).some((value) => value !== null)} />
          <KeysetPagination label={t("Pages of syncs")} nextCursor={nextCursor} previousCursor={previousCursor} />
        </Card>
      </BlockStack>
    </Page>
  );
}
