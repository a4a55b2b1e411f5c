import { useFetcher, useLoaderData, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { ConfirmDialog } from "#app/components/reconciliation/confirm-dialog.tsx";
import { FindingFilters } from "#app/components/reconciliation/findings/finding-filters.tsx";
import { FindingGroups } from "#app/components/reconciliation/findings/finding-groups.tsx";
import { RelinkDialog } from "#app/components/reconciliation/findings/relink-dialog.tsx";
import type { ShownFinding } from "#app/components/reconciliation/findings/shown-finding.ts";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { readFindings } from "#app/http/reconciliation/read-findings.server.ts";
import { settleFindings } from "#app/http/reconciliation/settle-findings.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, request, params }) => readFindings(ctx, request, params));

export const action = pageAction(async ({ ctx, request, params }) => settleFindings(ctx, request, params));

export default function Findings() {
  const t = useTexts();
  const { store, filter, openByKind, findings, maySettle, ...page } = useLoaderData<typeof loader>();
  const [, setSearchParams] = useSearchParams();
  const [dismissing, setDismissing] = useState<readonly ShownFinding[]>([]);
  const [choosing, setChoosing] = useState<ShownFinding | null>(null);
  const sending = useFetcher<typeof action>();
  const { isSending, refusal } = useAnswer(sending, ({ dismissed, isRelinked }) =>
    isRelinked ? t("The variant is linked.") : t("{{count, number}} finding put aside.", { count: dismissed }),
  );
  const send = (asked: object) =>
    sending.submit(JSON.stringify(asked), { method: "POST", encType: "application/json" });
  return (
    <Page
      title={t("Findings")}
      subtitle={store.name}
      backAction={{ content: store.name, url: `/app/reconciliation/${store.id}` }}
    >
      <BlockStack gap="400">
        <RefusalBanner refusal={refusal} />
        {!maySettle && (
          <Banner tone="info">{t("You may look at findings. Settling them needs the role staff or owner.")}</Banner>
        )}
        <FindingFilters
          filter={filter}
          openByKind={openByKind}
          onChange={({ kind, state }) =>
            setSearchParams({ state, ...(kind === null ? {} : { kind }) }, { preventScrollReset: true })
          }
        />
        <FindingGroups
          findings={findings}
          shopDomain={store.shopDomain}
          isFiltered={filter.kind !== null || filter.state !== "OPEN" || filter.runId !== null}
          isSending={isSending}
          {...(maySettle ? { onDismiss: setDismissing, onChoose: setChoosing } : {})}
        />
        <KeysetPagination label={t("Pages of findings")} {...page} />
      </BlockStack>
      <ConfirmDialog
        isOpen={dismissing.length > 0}
        title={t("Put {{count, number}} finding aside?", { count: dismissing.length })}
        confirm={t("Put aside")}
        isSending={isSending}
        onConfirm={() => {
          send({ intent: "dismiss", ids: dismissing.map(({ id }) => id) });
          setDismissing([]);
        }}
        onClose={() => setDismissing([])}
      >
        <Text as="p">
          {t(
            "Nothing is changed in the shop or in the catalog. The next reconciliations do not bring them up again; you find them under the state Put aside.",
          )}
        </Text>
      </ConfirmDialog>
      {choosing !== null && (
        <RelinkDialog
          finding={choosing}
          shopDomain={store.shopDomain}
          isSending={isSending}
          onConfirm={(shopifyVariantId) => {
            send({ intent: "relink", findingId: choosing.id, shopifyVariantId });
            setChoosing(null);
          }}
          onClose={() => setChoosing(null)}
        />
      )}
    </Page>
  );
}
