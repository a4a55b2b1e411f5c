import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { StoreSummary } from "#app/domain/reconciliation/runs/store-summary-queries.server.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { countWords } from "../words/delivery-words.ts";

/** The ways from a store's reconciliation to what can be looked at and decided. */
export function StoreEntries({ summary: { store, waiting } }: { summary: StoreSummary }) {
  const t = useTexts();
  const url = `/app/reconciliation/${store.id}`;
  const entries = [
    {
      title: t("Findings"),
      text: t("How links and shop differed: what was repaired, and what a person has to decide."),
      state: t("{{shown}} open", { shown: countWords(t, waiting.findings) }),
      url: `${url}/findings`,
    },
    {
      title: t("Adopt products"),
      text: t("Products that the shop has already are linked to the catalog, so that uploads update them."),
      state: t("{{proposed}} proposed, {{ambiguous}} ambiguous", {
        proposed: countWords(t, waiting.proposed),
        ambiguous: countWords(t, waiting.ambiguous),
      }),
      url: `${url}/adopt`,
    },
    {
      title: t("Deleted products"),
      text: t("Products of the catalog that somebody deleted in the shop."),
      state: t("{{shown}} deleted", { shown: countWords(t, waiting.deleted) }),
      url: `${url}/deleted`,
    },
    {
      title: t("Inbox"),
      text: t("Every webhook of the shop, and what it did."),
      state: null,
      url: `/app/reconciliation/inbox?storeId=${store.id}`,
    },
  ];
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("Look into it")}
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
              <Button url={entry.url} accessibilityLabel={t("Open {{page}}", { page: entry.title })}>
                {t("Open")}
              </Button>
            </InlineStack>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
