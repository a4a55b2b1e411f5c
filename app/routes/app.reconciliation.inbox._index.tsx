import { useFetcher, useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Box, Card, Page } from "@shopify/polaris";
import { useState } from "react";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { InboxCounts } from "#app/components/reconciliation/inbox/inbox-counts.tsx";
import { InboxFilters, writeInboxFilter } from "#app/components/reconciliation/inbox/inbox-filters.tsx";
import { InboxTable } from "#app/components/reconciliation/inbox/inbox-table.tsx";
import { ReplayDialog } from "#app/components/reconciliation/inbox/replay-dialog.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import type { Ticked } from "#app/components/reconciliation/tickable-table.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { replayDeliveries } from "#app/domain/reconciliation/replay-deliveries.server.ts";
import { replayBody } from "#app/http/api/replay-body.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson } from "#app/http/parse-input.server.ts";
import { readInbox } from "#app/http/reconciliation/read-inbox.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, request }) => ({
  ...(await readInbox(ctx, request)),
  mayReplay: can(ctx.actor, "upload", visibleStoreId(ctx.actor) ?? undefined),
}));

export const action = pageAction(async ({ ctx, request }) =>
  replayDeliveries(ctx, await parseJson(request, replayBody)),
);

export default function Inbox() {
  const t = useTexts();
  const { filter, deliveries, counts, stores, mayReplay, ...page } = useLoaderData<typeof loader>();
  const [, setSearchParams] = useSearchParams();
  const [ticked, setTicked] = useState<Ticked | null>(null);
  const sending = useFetcher<typeof action>();
  const { isSending, refusal } = useAnswer(sending, ({ replayed }) =>
    replayed === 0
      ? t("They wait already.")
      : t("{{count, number}} webhook will be handled again.", { count: replayed }),
  );
  const send = () => {
    const { state, ...rest } = filter;
    const all = { filter: { ...rest, ...(state === undefined ? {} : { states: [state] }) } };
    const wanted = ticked?.kind === "ids" ? { deliveryIds: ticked.ids } : all;
    sending.submit(JSON.stringify(wanted), { method: "POST", encType: "application/json" });
    setTicked(null);
  };
  return (
    <Page
      title={t("Inbox")}
      subtitle={t("What the shops told the app, and what became of it")}
      backAction={{ content: t("Reconciliation"), url: "/app/reconciliation" }}
      fullWidth
    >
      <BlockStack gap="400">
        <RefusalBanner refusal={refusal} />
        {!mayReplay && (
          <Banner tone="info">
            {t("You may look at webhooks. Handling them again needs the role merchant, staff or owner.")}
          </Banner>
        )}
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <InboxCounts counts={counts} storeId={filter.storeId} />
        </Box>
        <Card padding="0">
          <InboxFilters
            filter={filter}
            stores={stores}
            onChange={(next) => setSearchParams(writeInboxFilter(next), { preventScrollReset: true })}
          />
          <InboxTable
            deliveries={deliveries}
            hasOtherPages={page.nextCursor !== null || page.previousCursor !== null}
            isFiltered={Object.values(filter).some((value) => value !== undefined)}
            isLoading={useNavigation().state === "loading"}
            hasStores={stores.length > 1}
            {...(mayReplay ? { onReplay: setTicked } : {})}
          />
          <KeysetPagination label={t("Pages of webhooks")} {...page} />
        </Card>
      </BlockStack>
      <ReplayDialog
        isOpen={ticked !== null}
        count={ticked?.kind === "ids" ? ticked.ids.length : null}
        isSending={isSending}
        onConfirm={send}
        onClose={() => setTicked(null)}
      />
    </Page>
  );
}
