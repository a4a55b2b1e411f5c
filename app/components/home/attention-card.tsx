import { BlockStack, Box, Button, Card, InlineGrid, Text } from "@shopify/polaris";
import { StatusBadge } from "../status-badge.tsx";
import type { StatusWords } from "../status-words.ts";
import { useTexts } from "../texts/use-texts.tsx";
import type { Matter } from "./matters.ts";

const BADGES: Record<Matter["tone"], StatusWords> = {
  critical: { label: "Stopped", tone: "critical" },
  warning: { label: "Held up", tone: "warning" },
  info: { label: "Your turn", tone: "info" },
};

/** What waits for a person, and where to go for it. */
export function AttentionCard({ matters }: { matters: readonly Matter[] }) {
  const t = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("Needs your attention")}
        </Text>
        {matters.length === 0 && (
          <Text as="p" tone="subdued">
            {t("Nothing: no product waits for approval, no upload has failed, and every store is connected.")}
          </Text>
        )}
        {matters.length > 0 && (
          <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
            {matters.map(({ key, tone, text, action, url }, at) => (
              <li key={key}>
                <Box borderBlockStartWidth={at === 0 ? "0" : "025"} borderColor="border-secondary" paddingBlock="200">
                  <InlineGrid columns={{ xs: 1, sm: "6rem 1fr auto" }} gap="200" alignItems="center">
                    <div>
                      <StatusBadge words={BADGES[tone]} />
                    </div>
                    <Text as="p" breakWord>
                      {text}
                    </Text>
                    <div>
                      <Button url={url} size="slim" accessibilityLabel={`${action}: ${text}`}>
                        {action}
                      </Button>
                    </div>
                  </InlineGrid>
                </Box>
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}
