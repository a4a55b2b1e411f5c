import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { z } from "zod";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { InboxList } from "#app/components/notifications/inbox-list.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { markRead } from "#app/domain/notifications/inbox/mark-read.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { readInboxPage } from "#app/http/notifications/read-notifications.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseForm, rowIdSchema } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const asked = z.object({ intent: z.enum(["read", "read-all"]), eventId: rowIdSchema });

export const loader = pageLoader(async ({ ctx, request }) => ({
  ...(await readInboxPage(ctx, request)),
  seesRules: can(ctx.actor, "view"),
}));

export const action = pageAction(async ({ ctx, request }) => {
  const { intent, eventId } = await parseForm(request, asked);
  const id = BigInt(eventId);
  await markRead(ctx, intent === "read" ? { kind: "events", ids: [id] } : { kind: "through", id });
  return { intent };
});

export default function Notifications() {
  const t = useTexts();
  const { items, unread, seesRules, nextCursor, previousCursor } = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const { isSending, refusal } = useAnswer(sending, ({ intent }) => (intent === "read-all" ? t("All is read.") : null));
  const send = (intent: "read" | "read-all", eventId: string) =>
    sending.submit({ intent, eventId }, { method: "POST" });
  const [newest] = items;
  const links = [
    { content: t("Rules"), url: "/app/notifications/rules" },
    { content: t("Deliveries"), url: "/app/notifications/deliveries" },
  ];
  const isAllRead = unread.count === 0 || previousCursor !== null || newest === undefined;
  return (
    <Page
      title={t("Notifications")}
      subtitle={
        unread.count === 0
          ? t("Nothing unread")
          : t("{{unread}} unread", { unread: `${unread.count}${unread.isMore ? "+" : ""}` })
      }
      secondaryActions={seesRules ? links : []}
      {...(isAllRead
        ? {}
        : {
            primaryAction: {
              content: t("Mark all as read"),
              disabled: isSending,
              onAction: () => send("read-all", newest.id),
            },
          })}
    >
      <BlockStack gap="400">
        <RefusalBanner refusal={refusal} />
        <Card padding="0">
          <InboxList items={items} isSending={isSending} onRead={(id) => send("read", id)} />
          <KeysetPagination
            label={t("Pages of notifications")}
            nextCursor={nextCursor}
            previousCursor={previousCursor}
          />
        </Card>
      </BlockStack>
    </Page>
  );
}
