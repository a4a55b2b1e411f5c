import { BlockStack, Box, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { DeliveryView } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { LocalTime } from "../local-time.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { said } from "../texts/texts.ts";
import { Phrase, useTexts } from "../texts/use-texts.tsx";
import { deliveryStateWords } from "./notification-words.ts";

/** Messages with what became of them, newest first. */
export function DeliveryList({ deliveries, isFiltered }: { deliveries: readonly DeliveryView[]; isFiltered: boolean }) {
  const t = useTexts();
  if (deliveries.length === 0)
    return (
      <EmptyNote
        title={isFiltered ? t("No message is in this state") : t("Nothing was sent yet")}
        message={isFiltered ? t("Choose another state above.") : t("Messages that your rules bring appear here.")}
      />
    );
  return (
    <BlockStack>
      {deliveries.map((delivery, position) => (
        <Fragment key={delivery.id}>
          {position > 0 && <Divider />}
          <Box padding="400">
            <InlineStack align="space-between" blockAlign="start" gap="200">
              <BlockStack gap="100">
                <Link url={`/app/notifications/deliveries/${delivery.id}`} monochrome>
                  <Text as="h2" variant="headingSm" breakWord>
                    {said(t, delivery.title)}
                  </Text>
                </Link>
                <Text as="span" variant="bodySm" tone="subdued" breakWord>
                  {`${delivery.ruleName} · ${delivery.destination}`}
                </Text>
                {delivery.lastError !== null && (
                  <Text as="p" breakWord>
                    {said(t, delivery.lastError)}
                  </Text>
                )}
                <Text as="span" variant="bodySm" tone="subdued">
                  <LocalTime at={delivery.createdAt} />
                  {delivery.heldUntil !== null && (
                    <>
                      {" · "}
                      <Phrase
                        text="waits for the end of quiet hours, <time/>"
                        parts={{ time: <LocalTime at={delivery.heldUntil} /> }}
                      />
                    </>
                  )}
                  {delivery.nextTryAt !== null && delivery.heldUntil === null && delivery.tries > 0 && (
                    <>
                      {" · "}
                      <Phrase text="next try <time/>" parts={{ time: <LocalTime at={delivery.nextTryAt} /> }} />
                    </>
                  )}
                </Text>
              </BlockStack>
              <StatusBadge words={deliveryStateWords[delivery.state]} />
            </InlineStack>
          </Box>
        </Fragment>
      ))}
    </BlockStack>
  );
}
