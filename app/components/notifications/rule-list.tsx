import { Badge, BlockStack, Box, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { RuleView } from "#app/domain/notifications/rules/rule-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { LocalTime } from "../local-time.tsx";
import type { Texts } from "../texts/texts.ts";
import { Phrase, useTexts } from "../texts/use-texts.tsx";
import { channelWords, kindWords } from "./notification-words.ts";
import { timingWords } from "./timing-words.ts";

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
  const t = useTexts();
  if (rules.length === 0)
    return (
      <Card>
        <EmptyNote
          title={t("Nobody is told yet")}
          message={t("A rule sends what you choose by e-mail, to a webhook or to a chat. The inbox here needs none.")}
          {...(mayChange ? { action: { label: t("Add a rule"), url: "/app/notifications/rules/new" } } : {})}
        />
      </Card>
    );
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
              {rule.isEnabled ? <Badge tone="success">{t("On")}</Badge> : <Badge>{t("Off")}</Badge>}
            </InlineStack>
            <Text as="p" tone="subdued" breakWord>
              {[
                t(channelWords[rule.channel].label),
                rule.destination,
                ...storeInWords(t, rule, stores),
                ...timingWords(t, rule),
              ].join(" · ")}
            </Text>
            <Text as="p" breakWord>
              {rule.kinds.map((kind) => t(kindWords[kind].label)).join(", ")}
            </Text>
            {rule.nextDigestAt !== null && (
              <Text as="p" variant="bodySm" tone="subdued">
                <Phrase text="Next digest: <time/>" parts={{ time: <LocalTime at={rule.nextDigestAt} /> }} />
              </Text>
            )}
            {mayChange && (
              <Box>
                <Button
                  disabled={isSending || !rule.isEnabled}
                  accessibilityLabel={t("Send a test: {{rule}}", { rule: rule.name })}
                  onClick={() => onTest(rule.id)}
                >
                  {t("Send a test")}
                </Button>
              </Box>
            )}
          </BlockStack>
        </Card>
      ))}
    </BlockStack>
  );
}

function storeInWords(t: Texts, { storeId }: RuleView, stores: RuleListProps["stores"]): string[] {
  if (storeId === null) return [];
  const store = stores.find(({ id }) => id === storeId);
  return [store === undefined ? t("only a store that has left") : t("only {{store}}", { store: store.name })];
}
