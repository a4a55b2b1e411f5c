import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import type { DeliveryView } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { FactList } from "../../fact-list.tsx";
import { formatCountOf } from "../../formats.ts";
import { LocalTime } from "../../local-time.tsx";
import { productAdminUrl } from "../../shopify-admin-url.ts";
import { deliveryStateMeaning } from "../words/delivery-words.ts";
import { shortResource } from "./inbox-table.tsx";

/** One webhook: what was done, when, and what came, word for word. */
export function DeliveryDetail({ delivery }: { delivery: DeliveryView & { payload: unknown } }) {
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            What was done
          </Text>
          <BlockStack gap="100">
            <Text as="p">{delivery.explanation ?? deliveryStateMeaning[delivery.state]}</Text>
            {delivery.explanation !== null && STAYS_OPEN.has(delivery.state) && (
              <Text as="p" tone="subdued">
                {deliveryStateMeaning[delivery.state]}
              </Text>
            )}
            {delivery.detail !== null && (
              <Text as="p" breakWord>
                {delivery.detail}
              </Text>
            )}
          </BlockStack>
          <FactList layout="beside" facts={factsOf(delivery)} />
        </BlockStack>
      </Card>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            What came
          </Text>
          <Text as="p" tone="subdued">
            Of bodies about people, only what the app needs is kept.
          </Text>
          <Box background="bg-surface-secondary" borderRadius="200" padding="300">
            <pre
              tabIndex={0}
              aria-label="Body of the webhook, as JSON"
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

function factsOf(delivery: DeliveryView) {
  const { resource, shopDomain } = delivery;
  const facts = [
    { name: "Store", value: <Text as="span">{delivery.storeName}</Text> },
    { name: "Topic", value: <Text as="span">{delivery.topic}</Text> },
    { name: "It happened", value: <LocalTime at={delivery.triggeredAt} hasSeconds /> },
    { name: "It came", value: <LocalTime at={delivery.receivedAt} hasSeconds /> },
    { name: "Handled", value: <LocalTime at={delivery.handledAt} hasSeconds absent="Not yet" /> },
  ];
  if (delivery.dueAt !== null && delivery.handledAt === null)
    facts.push({ name: "Looked at again", value: <LocalTime at={delivery.dueAt} hasSeconds /> });
  if (delivery.tries > 0)
    facts.push({ name: "Failed tries", value: <Text as="span">{formatCountOf(delivery.tries, "try", "tries")}</Text> });
  if (resource === null) return facts;
  facts.push({
    name: "About",
    value: (
      <BlockStack gap="200" inlineAlign="start">
        {resource.startsWith("gid://shopify/Product/") ? (
          <Link url={productAdminUrl(shopDomain, resource)} target="_blank">
            {`${shortResource(resource)} in Shopify`}
          </Link>
        ) : (
          <Text as="span">{shortResource(resource)}</Text>
        )}
        <Link url={`/app/reconciliation/inbox?resource=${encodeURIComponent(resource)}`}>All about the same thing</Link>
      </BlockStack>
    ),
  });
  return facts;
}
