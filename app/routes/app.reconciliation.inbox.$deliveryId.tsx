import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { DeliveryDetail } from "#app/components/reconciliation/inbox/delivery-detail.tsx";
import { ReplayDialog } from "#app/components/reconciliation/inbox/replay-dialog.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { deliveryStateWords, topicWords } from "#app/components/reconciliation/words/delivery-words.ts";
import { StatusBadge } from "#app/components/status-badge.tsx";
import { can } from "#app/domain/organizations/permissions.ts";
import { getDelivery } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { replayDeliveries } from "#app/domain/reconciliation/replay-deliveries.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const path = z.object({ deliveryId: rowIdSchema.transform(BigInt) });

export const loader = pageLoader(async ({ ctx, params }) => {
  const delivery = await getDelivery(ctx, parseParams(params, path).deliveryId);
  return { delivery, mayReplay: can(ctx.actor, "upload", delivery.storeId) };
});

export const action = pageAction(async ({ ctx, params }) =>
  replayDeliveries(ctx, { kind: "deliveries", ids: [parseParams(params, path).deliveryId] }),
);

export default function Delivery() {
  const t = useTexts();
  const { delivery, mayReplay } = useLoaderData<typeof loader>();
  const [isAsking, setIsAsking] = useState(false);
  const sending = useFetcher<typeof action>();
  const { isSending, refusal } = useAnswer(sending, ({ replayed }) =>
    replayed === 0 ? t("It waits already.") : t("It will be handled again."),
  );
  const replay = { content: t("Handle again"), loading: isSending, onAction: () => setIsAsking(true) };
  return (
    <Page
      title={topicWords(t, delivery.topic)}
      titleMetadata={<StatusBadge words={deliveryStateWords[delivery.state]} />}
      backAction={{ content: t("Inbox"), url: "/app/reconciliation/inbox" }}
      {...(mayReplay && delivery.state !== "WAITING" ? { primaryAction: replay } : {})}
    >
      <BlockStack gap="400">
        <RefusalBanner refusal={refusal} />
        <DeliveryDetail delivery={delivery} />
      </BlockStack>
      <ReplayDialog
        isOpen={isAsking}
        count={1}
        isSending={isSending}
        onConfirm={() => {
          setIsAsking(false);
          sending.submit(null, { method: "POST" });
        }}
        onClose={() => setIsAsking(false)}
      />
    </Page>
  );
}
