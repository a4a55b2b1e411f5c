import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { RuleList } from "#app/components/notifications/rule-list.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { listRules } from "#app/domain/notifications/rules/rule-queries.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { actOnRule } from "#app/http/notifications/act-on-rule.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx }) => {
  const [rules, stores] = await Promise.all([listRules(ctx), listStores(ctx)]);
  return { rules, stores: stores.map(({ id, name }) => ({ id, name })), mayChange: can(ctx.actor, "configure") };
});

export const action = pageAction(async ({ ctx, request }) => actOnRule(ctx, request));

export default function Rules() {
  const t = useTexts();
  const { rules, stores, mayChange } = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const { isSending, done, refusal } = useAnswer(sending, () => t("The test is on its way."));
  return (
    <Page
      title={t("Notification rules")}
      subtitle={t("Who is told of what")}
      backAction={{ content: t("Notifications"), url: "/app/notifications" }}
      {...(mayChange ? { primaryAction: { content: t("Add a rule"), url: "/app/notifications/rules/new" } } : {})}
      secondaryActions={[{ content: t("Deliveries"), url: "/app/notifications/deliveries" }]}
    >
      <BlockStack gap="400">
        <RefusalBanner refusal={refusal} />
        {done !== null && (
          <Banner tone="info" action={{ content: t("Look at deliveries"), url: "/app/notifications/deliveries" }}>
            {t("The test is on its way. What became of it is among the deliveries.")}
          </Banner>
        )}
        <RuleList
          rules={rules}
          stores={stores}
          mayChange={mayChange}
          isSending={isSending}
          onTest={(ruleId) =>
            sending.submit(JSON.stringify({ intent: "test", ruleId }), { method: "POST", encType: "application/json" })
          }
        />
      </BlockStack>
    </Page>
  );
}
