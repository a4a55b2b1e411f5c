import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, Page } from "@shopify/polaris";
import { OfflineBanner } from "#app/components/offline-banner.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import { GoneBrakeBanner } from "#app/components/reconciliation/stores/gone-brake-banner.tsx";
import { LastRun } from "#app/components/reconciliation/stores/last-run.tsx";
import { NightFacts } from "#app/components/reconciliation/stores/night-facts.tsx";
import { RunList } from "#app/components/reconciliation/stores/run-list.tsx";
import { RunProgress } from "#app/components/reconciliation/stores/run-progress.tsx";
import { SettingsForm } from "#app/components/reconciliation/stores/settings-form.tsx";
import { StoreEntries } from "#app/components/reconciliation/stores/store-entries.tsx";
import { StoreState } from "#app/components/reconciliation/stores/store-state.tsx";
import { said } from "#app/components/texts/texts.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { useSummary } from "#app/components/reconciliation/use-summary.ts";
import { steeringWords } from "#app/components/reconciliation/words/run-words.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { readStorePage } from "#app/http/reconciliation/read-store-page.server.ts";
import { steerReconciliation } from "#app/http/reconciliation/steer-reconciliation.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, request, params }) => readStorePage(ctx, request, params));

export const action = pageAction(async ({ ctx, request }) => steerReconciliation(ctx, request));

export default function StoreReconciliation() {
  const t = useTexts();
  const {
    summary: loaded,
    settings,
    brake,
    runs,
    mayReconcile,
    mayConfigure,
    ...page
  } = useLoaderData<typeof loader>();
  const { summary, isOffline } = useSummary(loaded);
  const { store, openRun, lastRun } = summary;
  const sending = useFetcher<typeof action>();
  const { isSending, refusal } = useAnswer(sending, ({ done }) => t(steeringWords[done]));
  const send = (asked: object) =>
    sending.submit(JSON.stringify({ ...asked, storeId: store.id }), { method: "POST", encType: "application/json" });
  const isReady = store.status === "CONNECTED" && openRun === null;
  const reconcile = {
    content: t("Reconcile now"),
    loading: isSending,
    onAction: () => send({ intent: "reconcile" }),
  };
  return (
    <Page
      title={store.name}
      subtitle={t("Reconciliation")}
      titleMetadata={<StoreState summary={summary} />}
      backAction={{ content: t("Reconciliation"), url: "/app/reconciliation" }}
      {...(mayReconcile && isReady ? { primaryAction: reconcile } : {})}
    >
      <BlockStack gap="400">
        {isOffline && <OfflineBanner />}
        <RefusalBanner refusal={refusal} />
        {store.status !== "CONNECTED" && (
          <Banner
            tone="warning"
            title={t("This shop cannot be read now")}
            action={{ content: t("See store"), url: "/app/stores" }}
          >
            {store.statusReason !== null && said(t, store.statusReason)}
          </Banner>
        )}
        <GoneBrakeBanner
          brake={brake}
          isSending={isSending}
          {...(mayConfigure ? { onRelease: () => send({ intent: "release" }) } : {})}
        />
        {openRun !== null && (
          <Card>
            <RunProgress run={openRun} />
          </Card>
        )}
        <Card>
          <NightFacts summary={summary} />
        </Card>
        {lastRun !== null && <LastRun run={lastRun} />}
        <StoreEntries summary={summary} />
        <SettingsForm
          key={JSON.stringify(settings)}
          settings={settings}
          timeZone={store.ianaTimezone}
          isSending={isSending}
          {...(mayConfigure ? { onSave: (changed: object) => send({ ...changed, intent: "settings" }) } : {})}
        />
        <RunList runs={runs} nextCursor={page.nextCursor} previousCursor={page.previousCursor} />
      </BlockStack>
    </Page>
  );
}
