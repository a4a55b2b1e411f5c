import { Badge, BlockStack, Box, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { RuleView } from "#app/domain/notifications/rules/rule-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { channelWords, kindWords } from "./notification-words.ts";

interface RuleListProps {
  rules: readonly RuleView[];
  /** Names by id. */
  stores: readonly { id: string; name: string }[];
  mayChange: boolean;
  isSending: boolean;
  onTest: (ruleId: string) => void;
}

/** Who is told of what. */
export function RuleList({ rules, stores, mayChange, isSending, onTest }: RuleListProps) {
  if (rules.length === 0)
    return (
      <Card>
        <EmptyNote
          title="Nobody is told yet"
          message="A rule sends what you choose by e-mail, to a webhook or to a chat. The inbox here needs none."
          {...(mayChange ? { action: { label: "Add a rule", url: "/app/notifications/rules/new" } } : {})}
        />
      </Card>
    );
  const storeName = (id: string) => stores.find((store) => store.id === id)?.name ?? "a store that has left";
  return (
    <BlockStack gap="400">
      {rules.map((rule) => (
        <Card key={rule.id}>
          <BlockStack gap="200">
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Link url={`/app/notifications/rules/${rule.id}`} monochrome removeUnderline>
                <Text as="h2" variant="headingMd" breakWord>
                  {rule.name}
                </Text>
              </Link>
              {rule.isEnabled ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
            </InlineStack>
            <Text as="p" tone="subdued" breakWord>
              {`${channelWords[rule.channel].label} · ${rule.destination}`}
              {rule.storeId === null ? "" : ` · only ${storeName(rule.storeId)}`}
            </Text>
            <Text as="p" breakWord>
              {rule.kinds.map((kind) => kindWords[kind].label).join(", ")}
            </Text>
            {mayChange && (
              <Box>
                <Button
                  disabled={isSending || !rule.isEnabled}
                  accessibilityLabel={`Send a test: ${rule.name}`}
                  onClick={() => onTest(rule.id)}
                >
                  Send a test
                </Button>
              </Box>
            )}
          </BlockStack>
        </Card>
      ))}
    </BlockStack>
  );
}
