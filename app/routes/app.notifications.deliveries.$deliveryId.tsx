import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { FactList } from "#app/components/fact-list.tsx";
import { LocalTime } from "#app/components/local-time.tsx";
import { channelWords, deliveryStateWords } from "#app/components/notifications/notification-words.ts";
import { TryList } from "#app/components/notifications/try-list.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import { said } from "#app/components/texts/texts.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { StatusBadge } from "#app/components/status-badge.tsx";
import { getDelivery } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { replayDelivery } from "#app/domain/notifications/deliveries/replay-delivery.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const path = z.object({ deliveryId: rowIdSchema });

export const loader = pageLoader(async ({ ctx, params }) => ({
  delivery: await getDelivery(ctx, BigInt(parseParams(params, path).deliveryId)),
  mayReplay: can(ctx.actor, "configure"),
}));

export const action = pageAction(async ({ ctx, params }) => {
  await replayDelivery(ctx, BigInt(parseParams(params, path).deliveryId));
  return { replayed: true };
});

export default function Delivery() {
  const t = useTexts();
  const { delivery, mayReplay } = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const { isSending, refusal } = useAnswer(sending, () => t("It is on its way."));
  const isWaiting = delivery.state === "WAITING";
  return (
    <Page
      title={said(t, delivery.title)}
      titleMetadata={<StatusBadge words={deliveryStateWords[delivery.state]} />}
      backAction={{ content: t("Deliveries"), url: "/app/notifications/deliveries" }}
      {...(mayReplay
        ? {
            primaryAction: {
              content: isWaiting ? t("Try now") : t("Send again"),
              loading: isSending,
              onAction: () => sending.submit({}, { method: "POST" }),
            },
          }
        : {})}
    >
      <BlockStack gap="400">
        <RefusalBanner refusal={refusal} />
        <Card>
          <FactList
            layout="below"
            facts={[
              { name: t("Rule"), value: delivery.ruleName },
              { name: t("How"), value: t(channelWords[delivery.channel].label) },
              { name: t("To"), value: delivery.destination },
              { name: t("Message"), value: delivery.messageId },
              { name: t("Since"), value: <LocalTime at={delivery.createdAt} /> },
              { name: t("Next try"), value: <LocalTime at={delivery.nextTryAt} /> },
              ...(delivery.heldUntil === null
                ? []
                : [{ name: t("Held by quiet hours until"), value: <LocalTime at={delivery.heldUntil} /> }]),
              { name: t("Ended"), value: <LocalTime at={delivery.endedAt} /> },
              { name: t("Last problem"), value: delivery.lastError === null ? "–" : said(t, delivery.lastError) },
            ]}
          />
        </Card>
        <TryList attempts={delivery.attempts} />
      </BlockStack>
    </Page>
  );
}
