import { useFetcher, useLoaderData, useNavigation } from "@remix-run/react";
import { Banner, BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { ConfirmDialog } from "#app/components/reconciliation/confirm-dialog.tsx";
import { DeletedTable } from "#app/components/reconciliation/deleted-table.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { allowMakingAnew } from "#app/domain/reconciliation/runs/allow-making-anew.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";
import { readDeletedProducts } from "#app/http/reconciliation/read-deleted-products.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, request, params }) => readDeletedProducts(ctx, request, params));

export const action = pageAction(async ({ ctx, request, params }) => {
  const { storeId } = parseParams(params, z.object({ storeId: z.uuid() }));
  const { productIds } = await parseJson(request, z.object({ productIds: z.array(z.uuid()).min(1).max(1_000) }));
  return { allowed: await allowMakingAnew(ctx, { storeId, productIds }) };
});

export default function Deleted() {
  const t = useTexts();
  const { store, rule, products, mayAllow, ...page } = useLoaderData<typeof loader>();
  const [asking, setAsking] = useState<readonly string[]>([]);
  const sending = useFetcher<typeof action>();
  const { isSending, refusal } = useAnswer(sending, ({ allowed }) =>
    t("{{count, number}} product may be made anew. Approve them to do it.", { count: allowed }),
  );
  const url = `/app/reconciliation/${store.id}`;
  const isAsking = rule === "ASK";
  return (
    <Page title={t("Deleted products")} subtitle={store.name} backAction={{ content: store.name, url }} fullWidth>
      <BlockStack gap="400">
        <RefusalBanner refusal={refusal} />
        <Banner tone="info" action={{ content: t("Go to approvals"), url: "/app/approvals" }}>
          {isAsking
            ? t(
                "This store asks first: the next approval of a deleted product skips it, until somebody allows here that it may be made anew.",
              )
            : t(
                "This store makes deleted products anew: their next approval creates them in the shop again. Nothing has to be allowed here; the settings of the store's reconciliation can be changed to ask first.",
              )}
        </Banner>
        {isAsking && !mayAllow && (
          <Banner tone="info">{t("Allowing it needs the role merchant, staff or owner.")}</Banner>
        )}
        <Card padding="0">
          <DeletedTable
            products={products}
            isAsking={isAsking}
            isLoading={useNavigation().state === "loading"}
            {...(mayAllow && isAsking ? { onAllow: setAsking } : {})}
          />
          <KeysetPagination label={t("Pages of products")} {...page} />
        </Card>
      </BlockStack>
      <ConfirmDialog
        isOpen={asking.length > 0}
        title={t("Allow making {{count, number}} product anew?", { count: asking.length })}
        confirm={t("Allow")}
        isSending={isSending}
        onConfirm={() => {
          sending.submit(JSON.stringify({ productIds: asking }), { method: "POST", encType: "application/json" });
          setAsking([]);
        }}
        onClose={() => setAsking([])}
      >
        <Text as="p">
          {t(
            "Their next approval creates them in {{store}} again, with new Shopify ids. Somebody deleted them there on purpose, perhaps: ask first when in doubt.",
            { store: store.name },
          )}
        </Text>
      </ConfirmDialog>
    </Page>
  );
}
