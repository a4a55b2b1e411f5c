import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import type { DeliveryView } from "#app/domain/reconciliation/delivery-queries.server.ts";
import { EmptyNote } from "../../empty-note.tsx";
import { LocalTime } from "../../local-time.tsx";
import { StatusBadge } from "../../status-badge.tsx";
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
  return (
    <TickableTable
      resourceName={{ singular: "webhook", plural: "webhooks" }}
      headings={[
        { title: "Webhook" },
        { title: "State" },
        { title: "What it did" },
        ...(hasStores ? [{ title: "Store" }] : []),
        { title: "Came" },
      ]}
      rows={deliveries.map((delivery) => ({
        id: delivery.id,
        name: `${topicWords(delivery.topic)} ${delivery.id}`,
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
          <EmptyNote title="No webhook matches" message="Choose another state, topic or store." />
        ) : (
          <EmptyNote
            title="No webhooks yet"
            message="As soon as somebody changes a product, stock or a setting in a shop, Shopify tells the app, and it appears here."
          />
        )
      }
      actions={onReplay ? [{ label: "Handle again", onChoose: onReplay }] : []}
    />
  );
}

function Name({ delivery }: { delivery: DeliveryView }) {
  return (
    <BlockStack gap="050">
      {/* A click on the row ticks it. */}
      <span onClick={(event) => event.stopPropagation()} role="presentation">
        <Link url={`/app/reconciliation/inbox/${delivery.id}`} removeUnderline monochrome>
          <Text as="span" variant="bodyMd" fontWeight="semibold">
            {topicWords(delivery.topic)}
          </Text>
        </Link>
      </span>
      <Text as="span" variant="bodySm" tone="subdued" breakWord>
        {shortResource(delivery.resource) ?? delivery.topic}
      </Text>
    </BlockStack>
  );
}

function Did({ delivery }: { delivery: DeliveryView }) {
  return (
    <div style={{ whiteSpace: "normal", minWidth: "12rem", maxWidth: "26rem" }}>
      <Text as="span" breakWord>
        {delivery.explanation ?? deliveryStateMeaning[delivery.state]}
      </Text>
    </div>
  );
}

function Narrow({ delivery, hasStores }: { delivery: DeliveryView; hasStores: boolean }) {
  return (
    <BlockStack gap="150">
      <InlineStack gap="200" align="space-between" blockAlign="start" wrap={false}>
        <Name delivery={delivery} />
        <StatusBadge words={deliveryStateWords[delivery.state]} />
      </InlineStack>
      <Text as="span" breakWord>
        {delivery.explanation ?? deliveryStateMeaning[delivery.state]}
      </Text>
      <Text as="span" variant="bodySm" tone="subdued" breakWord>
        {hasStores && `${delivery.storeName} · `}
        <LocalTime at={delivery.receivedAt} />
      </Text>
    </BlockStack>
  );
}

/** `gid://shopify/Product/1` -> "Product 1". */
export function shortResource(resource: string | null): string | null {
  const found = /^gid:\/\/shopify\/(\w+)\/(\d+)/.exec(resource ?? "");
  return found ? `${(found[1] ?? "").replace(/(?<=[a-z])(?=[A-Z])/g, " ")} ${found[2]}` : resource;
}
