import { InlineStack } from "@shopify/polaris";
import type { StoreView } from "#app/domain/stores/store-queries.server.ts";
import { StatusBadge } from "../status-badge.tsx";
import { storeStatusWords } from "../status-words.ts";

/** Whether a store is connected, and what holds its uploads. */
export function StoreBadges({ store }: { store: StoreView }) {
  return (
    <InlineStack gap="100">
      <StatusBadge words={storeStatusWords[store.status]} />
      {store.pausedAt !== null && <StatusBadge words={{ label: "Paused", tone: "attention" }} />}
    </InlineStack>
  );
}
