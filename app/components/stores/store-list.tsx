import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { StoreView } from "#app/domain/stores/store-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { FactList } from "../fact-list.tsx";
import { LocalTime } from "../local-time.tsx";
import { StoreBadges } from "./store-badges.tsx";
import { StoreLife } from "./store-life.tsx";

interface StoreListProps {
  stores: readonly StoreView[];
  isSending: boolean;
  mayPause: (storeId: string) => boolean;
  onPause: (storeId: string) => void;
  onResume: (storeId: string) => void;
}

/** The connected stores with their state, each to be paused and resumed. */
export function StoreList({ stores, isSending, mayPause, onPause, onResume }: StoreListProps) {
  if (stores.length === 0)
    return (
      <Card>
        <EmptyNote title="No store to show" message="Install Catalog Relay in a shop, and it appears here." />
      </Card>
    );
  return (
    <BlockStack gap="400">
      {stores.map((store) => (
        <Card key={store.id}>
          <BlockStack gap="300">
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <BlockStack>
                <Text as="h2" variant="headingMd">
                  {store.name}
                </Text>
                <Text as="span" variant="bodySm" tone="subdued" breakWord>
                  {store.shopDomain}
                </Text>
              </BlockStack>
              <StoreBadges store={store} />
            </InlineStack>
            {store.statusReason !== null && <Text as="p">{store.statusReason}</Text>}
            <StoreLife store={store} />
            <FactList layout="beside" facts={factsOf(store)} />
            {store.status === "CONNECTED" && mayPause(store.id) && (
              <InlineStack>
                {store.pausedAt === null ? (
                  <Button
                    disabled={isSending}
                    accessibilityLabel={`Pause uploads to ${store.name}`}
                    onClick={() => onPause(store.id)}
                  >
                    Pause uploads
                  </Button>
                ) : (
                  <Button
                    variant="primary"
                    disabled={isSending}
                    accessibilityLabel={`Resume uploads to ${store.name}`}
                    onClick={() => onResume(store.id)}
                  >
                    Resume uploads
                  </Button>
                )}
              </InlineStack>
            )}
          </BlockStack>
        </Card>
      ))}
    </BlockStack>
  );
}

function factsOf(store: StoreView) {
  const facts = [
    { name: "Currency", value: store.currencyCode },
    { name: "Time zone", value: store.ianaTimezone },
    { name: "Connected", value: <LocalTime at={store.connectedAt} /> },
  ];
  if (store.uninstalledAt !== null && store.status === "UNINSTALLED")
    facts.push({ name: "Uninstalled", value: <LocalTime at={store.uninstalledAt} /> });
  if (store.pausedAt !== null) facts.push({ name: "Paused", value: <LocalTime at={store.pausedAt} /> });
  if (store.heldUntil !== null)
    facts.push({
      name: "Waits for Shopify",
      value:
        store.statusReason === null || store.pausedAt !== null
          ? "Shopify does not answer for this shop"
          : "The app asks again from time to time",
    });
  if (store.createsParkedUntil !== null)
    facts.push({ name: "New products are tried again", value: <LocalTime at={store.createsParkedUntil} /> });
  return facts;
}
