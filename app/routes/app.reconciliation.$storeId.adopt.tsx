import { useFetcher, useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Card, Page } from "@shopify/polaris";
import { useState } from "react";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { OfflineBanner } from "#app/components/offline-banner.tsx";
import { AdoptionDecisions, Consequences } from "#app/components/reconciliation/adoption/adoption-decisions.tsx";
import { AdoptionFilters } from "#app/components/reconciliation/adoption/adoption-filters.tsx";
import { AdoptionPreview, countState } from "#app/components/reconciliation/adoption/adoption-preview.tsx";
import { ConfirmingBanner } from "#app/components/reconciliation/adoption/confirming-banner.tsx";
import { useConfirming } from "#app/components/reconciliation/adoption/use-confirming.ts";
import { ConfirmDialog } from "#app/components/reconciliation/confirm-dialog.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { useSummary } from "#app/components/reconciliation/use-summary.ts";
import { countWords } from "#app/components/reconciliation/words/delivery-words.ts";
import { settledWords } from "#app/components/reconciliation/words/adoption-words.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { readAdoptions } from "#app/http/reconciliation/read-adoptions.server.ts";
import { settleAdoptions } from "#app/http/reconciliation/settle-adoptions.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, request, params }) => readAdoptions(ctx, request, params));

export const action = pageAction(async ({ ctx, request, params }) => settleAdoptions(ctx, request, params));

export default function Adopt() {
  const t = useTexts();
  const { summary: loaded, filter, counts, adoptions, mayAdopt, ...page } = useLoaderData<typeof loader>();
  const { summary, isOffline } = useSummary(loaded);
  const { store } = summary;
  const [, setSearchParams] = useSearchParams();
  const [isAskingAll, setIsAskingAll] = useState(false);
  const sending = useFetcher<typeof action>();
  const { isSending, done, refusal } = useAnswer(sending, (settled) => settledWords(t, settled));
  const send = (asked: object) =>
    sending.submit(JSON.stringify(asked), { method: "POST", encType: "application/json" });
  const confirming = useConfirming(done, refusal, send);
  const proposed = countState(counts, "PROPOSED");
  const shown = countWords(t, proposed);
  return (
    <Page
      title={t("Adopt products")}
      subtitle={store.name}
      backAction={{ content: store.name, url: `/app/reconciliation/${store.id}` }}
      fullWidth
    >
      <BlockStack gap="400">
        {isOffline && <OfflineBanner />}
        <RefusalBanner refusal={refusal} />
        <ConfirmingBanner {...confirming} />
        {!mayAdopt && (
          <Banner tone="info">{t("You may look. Adopting products needs the role staff or owner.")}</Banner>
        )}
        <AdoptionPreview
          summary={summary}
          counts={counts}
          isSending={isSending}
          {...(mayAdopt ? { onLook: () => send({ intent: "look" }), onConfirmAll: () => setIsAskingAll(true) } : {})}
        />
        <Card padding="0">
          <AdoptionFilters
            filter={filter}
            counts={counts}
            onChange={({ state, matchedBy }) =>
              setSearchParams({ state, ...(matchedBy === null ? {} : { matchedBy }) }, { preventScrollReset: true })
            }
          />
          <div id="adoptions">
            <AdoptionDecisions
              adoptions={adoptions}
              filter={filter}
              shopDomain={store.shopDomain}
              hasOtherPages={page.nextCursor !== null || page.previousCursor !== null}
              isLoading={useNavigation().state === "loading"}
              isSending={isSending}
              mayAdopt={mayAdopt}
              onConfirm={confirming.confirm}
              onReject={(selection) => send({ intent: "reject", selection })}
              onResolve={(proposalId, productId) => send({ intent: "resolve", proposalId, productId })}
            />
          </div>
          <KeysetPagination label={t("Pages of products")} {...page} />
        </Card>
      </BlockStack>
      <ConfirmDialog
        isOpen={isAskingAll}
        title={t("Link all {{shown}} proposed product?", { count: proposed.count, shown })}
        confirm={t("Link {{shown}}", { shown })}
        isSending={isSending}
        onConfirm={() => {
          setIsAskingAll(false);
          confirming.confirm({ filter: {} });
        }}
        onClose={() => setIsAskingAll(false)}
      >
        <Consequences />
      </ConfirmDialog>
    </Page>
  );
}
