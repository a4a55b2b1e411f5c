import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { isAnyUnderWay } from "#app/components/batches/steering/is-any-under-way.ts";
import { AttentionCard } from "#app/components/home/attention-card.tsx";
import { BatchesCard } from "#app/components/home/batches-card.tsx";
import { Charts } from "#app/components/home/charts.tsx";
import { FailuresCard } from "#app/components/home/failures-card.tsx";
import { FirstStepsCard } from "#app/components/home/first-steps-card.tsx";
import { mattersOf } from "#app/components/home/matters.ts";
import { StoresCard } from "#app/components/home/stores-card.tsx";
import { OfflineBanner } from "#app/components/offline-banner.tsx";
import { said } from "#app/components/texts/texts.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { usePolled, type Polled } from "#app/components/use-polled.ts";
import { readOverview, type Overview } from "#app/http/home/overview.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { steerStore } from "#app/http/home/steer-store.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx }) => readOverview(ctx));

export const action = pageAction(async ({ ctx, request }) => steerStore(ctx, request));

const URL_OF_POLLS = "/app/overview";
const LIVE = ["batch", "store", "stock-run", "notification"] as const;

export default function Home() {
  const t = useTexts();
  const loaded = useLoaderData<typeof loader>();
  const fetcher = useFetcher<Polled<Overview>>({ key: URL_OF_POLLS });
  const isUnderWay = ({ batches }: Overview) => isAnyUnderWay(batches);
  const { seen, isOffline } = usePolled({ url: URL_OF_POLLS, loaded, isUnderWay, fetcher, live: LIVE });
  const sending = useFetcher<typeof action>();
  const isSending = sending.state !== "idle";
  const problem = isSending || sending.data === undefined || !("problem" in sending.data) ? null : sending.data.problem;
  return (
    <Page title="Catalog Relay" subtitle={t("Your catalog, in every store")}>
      <BlockStack gap="400">
        {isOffline && <OfflineBanner />}
        {problem !== null && (
          <Banner tone="critical" title={t("That was not possible")}>
            {said(t, problem.message)}
          </Banner>
        )}
        {seen.firstSteps !== null && <FirstStepsCard steps={seen.firstSteps} />}
        <AttentionCard matters={mattersOf(t, seen)} />
        <BatchesCard batches={seen.batches} />
        <StoresCard
          stores={seen.stores}
          isSending={isSending}
          onSteer={(intent, storeId) => sending.submit({ intent, storeId }, { method: "POST", action: "/app?index" })}
        />
        <FailuresCard causes={seen.causes} days={seen.failureDays} />
        <Charts days={seen.days} />
      </BlockStack>
    </Page>
  );
}
