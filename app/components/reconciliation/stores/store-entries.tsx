import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { countWords } from "../words/delivery-words.ts";

/** The ways from a store's reconciliation to what can be looked at and decided. */
export function StoreEntries({ summary: { store, waiting } }: { summary: StoreSummary }) {
  const url = `/app/reconciliation/${store.id}`;
  const entries = [
    {
      title: "Findings",
      text: "How links and shop differed: what was repaired, and what a person has to decide.",
      state: `${countWords(waiting.findings)} open`,
      url: `${url}/findings`,
    },
    {
      title: "Adopt products",
      text: "Products that the shop has already are linked to the catalog, so that uploads update them.",
      state: `${countWords(waiting.proposed)} proposed, ${countWords(waiting.ambiguous)} ambiguous`,
      url: `${url}/adopt`,
    },
    {
      title: "Deleted products",
      text: "Products of the catalog that somebody deleted in the shop.",
      state: `${countWords(waiting.deleted)} deleted`,
      url: `${url}/deleted`,
    },
    {
      title: "Inbox",
      text: "Every webhook of the shop, and what it did.",
      state: null,
      url: `/app/reconciliation/inbox?storeId=${store.id}`,
    },
  ];
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Look into it
        </Text>
        {entries.map((entry) => (
          <InlineStack key={entry.title} align="space-between" blockAlign="center" gap="200">
            <div style={{ flex: "1 1 14rem", minWidth: 0 }}>
              <Text as="h3" variant="headingSm">
                {entry.title}
              </Text>
              <Text as="p" tone="subdued">
                {entry.text}
              </Text>
            </div>
            <InlineStack gap="300" blockAlign="center">
              {entry.state !== null && (
                <Text as="span" numeric>
                  {entry.state}
                </Text>
              )}
              <Button url={entry.url} accessibilityLabel={`Open ${entry.title}`}>
                Open
              </Button>
            </InlineStack>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
