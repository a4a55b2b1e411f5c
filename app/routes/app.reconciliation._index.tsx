import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { EmptyNote } from "#app/components/empty-note.tsx";
import { OfflineBanner } from "#app/components/offline-banner.tsx";
import { InboxCounts } from "#app/components/reconciliation/inbox/inbox-counts.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import { StoreCard } from "#app/components/reconciliation/stores/store-card.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { steeringWords } from "#app/components/reconciliation/words/run-words.ts";
import { usePolled, type Polled } from "#app/components/use-polled.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { countDeliveries } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { summarizeStores, type StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { steerReconciliation } from "#app/http/reconciliation/steer-reconciliation.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx }) => {
  const [summaries, counts] = await Promise.all([summarizeStores(ctx), countDeliveries(ctx)]);
  const reconcilable = summaries.map(({ store }) => store.id).filter((id) => can(ctx.actor, "upload", id));
  return { summaries, counts, reconcilable };
});

export const action = pageAction(async ({ ctx, request }) => steerReconciliation(ctx, request));

const POLL = "/app/reconciliation/status";

export default function Reconciliation() {
  const t = useTexts();
  const { summaries: loaded, counts, reconcilable } = useLoaderData<typeof loader>();
  const fetcher = useFetcher<Polled<StoreSummary[]>>({ key: POLL });
  const isUnderWay = (summaries: StoreSummary[]) => summaries.some(({ openRun }) => openRun !== null);
  const { seen, isOffline } = usePolled({ url: POLL, loaded, isUnderWay, fetcher });
  const sending = useFetcher<typeof action>();
  const { isSending, refusal } = useAnswer(sending, ({ done }) => t(steeringWords[done]));
  const reconcile = (storeId: string) =>
    sending.submit(JSON.stringify({ intent: "reconcile", storeId }), { method: "POST", encType: "application/json" });
  return (
    <Page title={t("Reconciliation")} subtitle={t("Keeps the links between the catalog and your shops true")}>
      <BlockStack gap="400">
        {isOffline && <OfflineBanner />}
        <RefusalBanner refusal={refusal} />
        <Card>
          <BlockStack gap="300">
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Text as="h2" variant="headingMd">
                {t("Inbox")}
              </Text>
              <Button url="/app/reconciliation/inbox">{t("Open inbox")}</Button>
            </InlineStack>
            <Text as="p" tone="subdued">
              {t("What the shops told the app, and what became of it.")}
            </Text>
            <InboxCounts counts={counts} />
          </BlockStack>
        </Card>
        {seen.length === 0 && (
          <Card>
            <EmptyNote
              title={t("No store to show")}
              message={t("Install Catalog Relay in a shop, and it appears here.")}
            />
          </Card>
        )}
        {seen.map((summary) => (
          <StoreCard
            key={summary.store.id}
            summary={summary}
            isSending={isSending}
            {...(reconcilable.includes(summary.store.id) ? { onReconcile: () => reconcile(summary.store.id) } : {})}
          />
        ))}
      </BlockStack>
    </Page>
  );
}
