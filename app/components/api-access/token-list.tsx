import { BlockStack, Button, Card, Divider, InlineStack, Modal, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { ApiTokenView } from "#app/domain/organizations/api-token-queries.server.ts";
import { LocalTime } from "../local-time.tsx";
import { Phrase, useTexts } from "../texts/use-texts.tsx";
import { scopeWords } from "./scope-words.ts";

interface TokenListProps {
  tokens: readonly ApiTokenView[];
  isSending: boolean;
  onRevoke: (tokenId: string) => void;
}

/** The tokens that open the API, each to be ended. */
export function TokenList({ tokens, isSending, onRevoke }: TokenListProps) {
  const t = useTexts();
  const [asked, setAsked] = useState<ApiTokenView | null>(null);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("Tokens")}
        </Text>
        {tokens.length === 0 && (
          <Text as="p" tone="subdued">
            {t("No system may use the API yet.")}
          </Text>
        )}
        {tokens.map((token, position) => (
          <Fragment key={token.id}>
            {position > 0 && <Divider />}
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <BlockStack>
                <Text as="h3" variant="headingSm" breakWord>
                  {token.name}
                </Text>
                <Text as="p" variant="bodySm" tone="subdued">
                  <Phrase
                    text="{{scopes}} · made <made/> · last used <used/>"
                    values={{ scopes: token.scopes.map((scope) => t(scopeWords[scope].label)).join(", ") }}
                    parts={{
                      made: <LocalTime at={token.createdAt} />,
                      used: <LocalTime at={token.lastUsedAt} absent={t("never")} />,
                    }}
                  />
                </Text>
              </BlockStack>
              <Button
                tone="critical"
                disabled={isSending}
                accessibilityLabel={t("Revoke {{name}}", { name: token.name })}
                onClick={() => setAsked(token)}
              >
                {t("Revoke")}
              </Button>
            </InlineStack>
          </Fragment>
        ))}
      </BlockStack>
      <Modal
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t("Revoke the token of {{name}}?", { name: asked?.name ?? "" })}
        primaryAction={{
          content: t("Revoke token"),
          destructive: true,
          onAction: () => {
            if (asked !== null) onRevoke(asked.id);
            setAsked(null);
          },
        }}
        secondaryActions={[{ content: t("Keep it"), onAction: () => setAsked(null) }]}
      >
        <Modal.Section>
          <Text as="p">
            {t("Its next request is refused, and it cannot be brought back. Uploads that it began go on.")}
          </Text>
        </Modal.Section>
      </Modal>
    </Card>
  );
}
