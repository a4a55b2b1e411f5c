import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { AttentionCard } from "#app/components/home/attention-card.tsx";
import { BatchesCard } from "#app/components/home/batches-card.tsx";
import { StoresCard } from "#app/components/home/stores-card.tsx";
import { countWaitingProducts } from "#app/domain/catalog/product-queries.server.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { listBatches } from "#app/domain/uploads/batch-queries.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

const COUNTED_PRODUCTS = 1000;
const SHOWN_BATCHES = 5;

export const loader = pageLoader(async ({ ctx }) => {
  const [waiting, stores, underWay, failed] = await Promise.all([
    countWaitingProducts(ctx, COUNTED_PRODUCTS + 1),
    listStores(ctx),
    listBatches(ctx, { statuses: ["PENDING", "PROCESSING"] }, { limit: SHOWN_BATCHES }),
    listBatches(ctx, { statuses: ["COMPLETED", "FAILED"], hasFailures: true }, { limit: SHOWN_BATCHES }),
  ]);
  return { waiting, stores, underWay: underWay.items, failed: failed.items };
});

export default function Home() {
  const { waiting, stores, underWay, failed } = useLoaderData<typeof loader>();
  return (
    <Page title="Catalog Relay" subtitle="Your catalog, in every store">
      <BlockStack gap="400">
        <AttentionCard waiting={waiting} countedUpTo={COUNTED_PRODUCTS} stores={stores} failed={failed} />
        <BatchesCard batches={underWay} />
        <StoresCard stores={stores} />
      </BlockStack>
    </Page>
  );
}
