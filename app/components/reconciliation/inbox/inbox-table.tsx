import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import type { DeliveryView } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { EmptyNote } from "../../empty-note.tsx";
import { LocalTime } from "../../local-time.tsx";
import { StatusBadge } from "../../status-badge.tsx";
import type { Text as PageText, Texts } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { TickableTable, type Ticked } from "../tickable-table.tsx";
import { deliveryStateMeaning, deliveryStateWords, topicWords } from "../words/delivery-words.ts";

interface InboxTableProps {
  deliveries: readonly DeliveryView[];
  hasOtherPages: boolean;
  isFiltered: boolean;
  isLoading: boolean;
  hasStores: boolean;
  /** Absent for a viewer. */
  onReplay?: (ticked: Ticked) => void;
}

/** What came from the shops, newest first, and what it did. */
export function InboxTable(props: InboxTableProps) {
  const { deliveries, hasOtherPages, isFiltered, isLoading, hasStores, onReplay } = props;
  const t = useTexts();
  return (
    <TickableTable
      resourceName={{ singular: t("webhook"), plural: t("webhooks") }}
      headings={[
        { title: t("Webhook") },
        { title: t("State") },
        { title: t("What it did") },
        ...(hasStores ? [{ title: t("Store") }] : []),
        { title: t("Came") },
      ]}
      rows={deliveries.map((delivery) => ({
        id: delivery.id,
        name: `${topicWords(t, delivery.topic)} ${delivery.id}`,
        cells: [
          <Name key="name" delivery={delivery} />,
          <StatusBadge key="state" words={deliveryStateWords[delivery.state]} />,
          <Did key="did" delivery={delivery} />,
          ...(hasStores ? [delivery.storeName] : []),
          <LocalTime key="came" at={delivery.receivedAt} hasSeconds />,
        ],
        narrow: <Narrow delivery={delivery} hasStores={hasStores} />,
      }))}
      hasOtherPages={hasOtherPages}
      isLoading={isLoading}
      emptyState={
        isFiltered ? (
          <EmptyNote title={t("No webhook matches")} message={t("Choose another state, topic or store.")} />
        ) : (
          <EmptyNote
            title={t("No webhooks yet")}
            message={t(
              "As soon as somebody changes a product, stock or a setting in a shop, Shopify tells the app, and it appears here.",
            )}
          />
        )
      }
      actions={onReplay ? [{ label: t("Handle again"), onChoose: onReplay }] : []}
    />
  );
}

function Name({ delivery }: { delivery: DeliveryView }) {
  const t = useTexts();
  return (
    <BlockStack gap="050">
      {/* A click on the row ticks it. */}
      <span onClick={(event) => event.stopPropagation()} role="presentation">
        <Link url={`/app/reconciliation/inbox/${delivery.id}`} removeUnderline monochrome>
          <Text as="span" variant="bodyMd" fontWeight="semibold">
            {topicWords(t, delivery.topic)}
          </Text>
        </Link>
      </span>
      <Text as="span" variant="bodySm" tone="subdued" breakWord>
        {shortResource(t, delivery.resource) ?? delivery.topic}
      </Text>
    </BlockStack>
  );
}

function Did({ delivery }: { delivery: DeliveryView }) {
  const t = useTexts();
  return (
    <div style={{ whiteSpace: "normal", minWidth: "12rem", maxWidth: "26rem" }}>
      <Text as="span" breakWord>
        {delivery.explanation ?? t(deliveryStateMeaning[delivery.state])}
      </Text>
    </div>
  );
}

function Narrow({ delivery, hasStores }: { delivery: DeliveryView; hasStores: boolean }) {
  const t = useTexts();
  return (
    <BlockStack gap="150">
      <InlineStack gap="200" align="space-between" blockAlign="start" wrap={false}>
        <Name delivery={delivery} />
        <StatusBadge words={deliveryStateWords[delivery.state]} />
      </InlineStack>
      <Text as="span" breakWord>
        {delivery.explanation ?? t(deliveryStateMeaning[delivery.state])}
      </Text>
      <Text as="span" variant="bodySm" tone="subdued" breakWord>
        {hasStores && `${delivery.storeName} · `}
        <LocalTime at={delivery.receivedAt} />
      </Text>
    </BlockStack>
  );
}

const RESOURCES: Readonly<Record<string, PageText>> = {
  Product: "Product {{id}}",
  InventoryItem: "Inventory Item {{id}}",
  InventoryLevel: "Inventory Level {{id}}",
  Location: "Location {{id}}",
};

/** `gid://shopify/Product/1` -> "Product 1"; what the app does not know goes by Shopify's name. */
export function shortResource<Resource extends string | null>(t: Texts, resource: Resource): string | Resource {
  const [, kind = "", id = ""] = /^gid:\/\/shopify\/(\w+)\/(\d+)/.exec(resource ?? "") ?? [];
  if (kind === "") return resource;
  const text = RESOURCES[kind];
  return text === undefined ? `${kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ")} ${id}` : t(text, { id });
}
