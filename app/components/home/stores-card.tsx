import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { StoreView } from "#app/domain/stores/store-queries.server.ts";
import { StoreBadges } from "../stores/store-badges.tsx";

/** The stores at a glance. */
export function StoresCard({ stores }: { stores: readonly StoreView[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            Stores
          </Text>
          <Link url="/app/stores">All stores</Link>
        </InlineStack>
        {stores.map((store) => (
          <InlineStack key={store.id} align="space-between" blockAlign="center" gap="200">
            <Text as="span" breakWord>
              {store.name}
            </Text>
            <StoreBadges store={store} />
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
