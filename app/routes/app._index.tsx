import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { isAnyUnderWay } from "#app/components/batches/steering/is-any-under-way.ts";
import { AttentionCard } from "#app/components/home/attention-card.tsx";
import { BatchesCard } from "#app/components/home/batches-card.tsx";
import { StoresCard } from "#app/components/home/stores-card.tsx";
import { OfflineBanner } from "#app/components/offline-banner.tsx";
import { usePolled, type Polled } from "#app/components/use-polled.ts";
import { readOverview, type Overview } from "#app/http/overview.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

export const loader = pageLoader(async ({ ctx }) => readOverview(ctx));

const URL_OF_POLLS = "/app/overview";

export default function Home() {
  const loaded = useLoaderData<typeof loader>();
  const fetcher = useFetcher<Polled<Overview>>({ key: URL_OF_POLLS });
  const isUnderWay = ({ batches }: Overview) => isAnyUnderWay(batches);
  const { seen, isOffline } = usePolled({ url: URL_OF_POLLS, loaded, isUnderWay, fetcher });
  return (
    <Page title="Catalog Relay" subtitle="Your catalog, in every store">
      <BlockStack gap="400">
        {isOffline && <OfflineBanner />}
        <AttentionCard
          waiting={seen.waiting}
          countedUpTo={seen.countedUpTo}
          stores={seen.stores}
          failed={seen.failed}
        />
        <BatchesCard batches={seen.batches} />
        <StoresCard stores={seen.stores} />
      </BlockStack>
    </Page>
  );
}
