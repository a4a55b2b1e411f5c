import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import type { DeliveryView } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { FactList } from "../../fact-list.tsx";
import { LocalTime } from "../../local-time.tsx";
import { productAdminUrl } from "../../shopify-admin-url.ts";
import type { Texts } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { deliveryStateMeaning } from "../words/delivery-words.ts";
import { shortResource } from "./inbox-table.tsx";

/** One webhook: what was done, when, and what came, word for word. */
export function DeliveryDetail({ delivery }: { delivery: DeliveryView & { payload: unknown } }) {
  const t = useTexts();
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("What was done")}
          </Text>
          <BlockStack gap="100">
            <Text as="p">{delivery.explanation ?? t(deliveryStateMeaning[delivery.state])}</Text>
            {delivery.explanation !== null && STAYS_OPEN.has(delivery.state) && (
              <Text as="p" tone="subdued">
                {t(deliveryStateMeaning[delivery.state])}
              </Text>
            )}
            {delivery.detail !== null && (
              <Text as="p" breakWord>
                {delivery.detail}
              </Text>
            )}
          </BlockStack>
          <FactList layout="beside" facts={factsOf(t, delivery)} />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("What came")}
          </Text>
          <Text as="p" tone="subdued">
            {t("Of bodies about people, only what the app needs is kept.")}
          </Text>
          <Box background="bg-surface-secondary" borderRadius="200" padding="300">
            <pre
              tabIndex={0}
              aria-label={t("Body of the webhook, as JSON")}
              style={{
                margin: 0,
                maxHeight: "28rem",
                overflow: "auto",
                whiteSpace: "pre-wrap",
                overflowWrap: "anywhere",
              }}
            >
              {JSON.stringify(delivery.payload, null, 2)}
            </pre>
          </Box>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

/** States in which something of the webhook is left to be done; of the others the outcome says all. */
const STAYS_OPEN: ReadonlySet<DeliveryView["state"]> = new Set(["PARKED", "UNLINKED", "FAILED"]);

function factsOf(t: Texts, delivery: DeliveryView) {
  const { resource, shopDomain } = delivery;
  const facts = [
    { name: t("Store"), value: <Text as="span">{delivery.storeName}</Text> },
    { name: t("Topic"), value: <Text as="span">{delivery.topic}</Text> },
    { name: t("It happened"), value: <LocalTime at={delivery.triggeredAt} hasSeconds /> },
    { name: t("It came"), value: <LocalTime at={delivery.receivedAt} hasSeconds /> },
    { name: t("Handled"), value: <LocalTime at={delivery.handledAt} hasSeconds absent={t("Not yet")} /> },
  ];
  if (delivery.dueAt !== null && delivery.handledAt === null)
    facts.push({ name: t("Looked at again"), value: <LocalTime at={delivery.dueAt} hasSeconds /> });
  if (delivery.tries > 0)
    facts.push({
      name: t("Failed tries"),
      value: <Text as="span">{t("{{count, number}} try", { count: delivery.tries })}</Text>,
    });
  if (resource === null) return facts;
  facts.push({
    name: t("About"),
    value: (
      <BlockStack gap="200" inlineAlign="start">
        {resource.startsWith("gid://shopify/Product/") ? (
          <Link url={productAdminUrl(shopDomain, resource)} target="_blank">
            {t("{{name}} in Shopify", { name: shortResource(t, resource) })}
          </Link>
        ) : (
          <Text as="span">{shortResource(t, resource)}</Text>
        )}
        <Link url={`/app/reconciliation/inbox?resource=${encodeURIComponent(resource)}`}>
          {t("All about the same thing")}
        </Link>
      </BlockStack>
    ),
  });
  return facts;
}
