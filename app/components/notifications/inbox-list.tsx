import { Badge, BlockStack, Box, Button, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { subjectPage } from "#app/domain/notifications/events/subject-page.ts";
import type { InboxItem } from "#app/domain/notifications/inbox/inbox-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { LocalTime } from "../local-time.tsx";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface InboxListProps {
  items: readonly InboxItem[];
  isSending: boolean;
  onRead: (id: string) => void;
}

/** What happened, newest first, with what is unread standing out. */
export function InboxList({ items, isSending, onRead }: InboxListProps) {
  const t = useTexts();
  if (items.length === 0)
    return (
      <EmptyNote
        title={t("Nothing has happened yet")}
        message={t("When a batch ends, a store is disconnected or something needs you, you read it here.")}
      />
    );
  return (
    <BlockStack>
      {items.map((item, position) => (
        <Fragment key={item.id}>
          {position > 0 && <Divider />}
          <Box padding="400">
            <InlineStack align="space-between" blockAlign="start" gap="300">
              <BlockStack gap="100">
                <InlineStack align="start" gap="200" blockAlign="center">
                  <Title item={item} onOpen={() => onRead(item.id)} />
                  {!item.isRead && <Badge tone="info">{t("New")}</Badge>}
                </InlineStack>
                <Text as="p" breakWord>
                  {said(t, item.text)}
                </Text>
                <Text as="span" variant="bodySm" tone="subdued">
                  <LocalTime at={item.occurredAt} />
                </Text>
              </BlockStack>
              {!item.isRead && (
                <Button
                  size="slim"
                  disabled={isSending}
                  accessibilityLabel={t("Mark as read: {{title}}", { title: said(t, item.title) })}
                  onClick={() => onRead(item.id)}
                >
                  {t("Mark as read")}
                </Button>
              )}
            </InlineStack>
          </Box>
        </Fragment>
      ))}
    </BlockStack>
  );
}

function Title({ item, onOpen }: { item: InboxItem; onOpen: () => void }) {
  const t = useTexts();
  const url = subjectPage(item.subject, item.storeIds);
  const text = (
    <Text as="h2" variant="headingSm" breakWord fontWeight={item.isRead ? "regular" : "semibold"}>
      {said(t, item.title)}
    </Text>
  );
  if (url === null) return text;
  return (
    <Link url={url} monochrome onClick={onOpen}>
      {text}
    </Link>
  );
}
