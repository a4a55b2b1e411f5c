import { BlockStack, Button, Card, Divider, InlineStack, Modal, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { ApiTokenView } from "#app/domain/organizations/api-token-queries.server.ts";
import { LocalTime } from "../local-time.tsx";
import { scopeWords } from "./scope-words.ts";

interface TokenListProps {
  tokens: readonly ApiTokenView[];
  isSending: boolean;
  onRevoke: (tokenId: string) => void;
}

/** The tokens that open the API, each to be ended. */
export function TokenList({ tokens, isSending, onRevoke }: TokenListProps) {
  const [asked, setAsked] = useState<ApiTokenView | null>(null);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Tokens
        </Text>
        {tokens.length === 0 && (
          <Text as="p" tone="subdued">
            No system may use the API yet.
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
                  {`${token.scopes.map((scope) => scopeWords[scope].label).join(", ")} · made `}
                  <LocalTime at={token.createdAt} />
                  {" · last used "}
                  <LocalTime at={token.lastUsedAt} absent="never" />
                </Text>
              </BlockStack>
              <Button
                tone="critical"
                disabled={isSending}
                accessibilityLabel={`Revoke ${token.name}`}
                onClick={() => setAsked(token)}
              >
                Revoke
              </Button>
            </InlineStack>
          </Fragment>
        ))}
      </BlockStack>
      <Modal
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={`Revoke the token of ${asked?.name ?? ""}?`}
        primaryAction={{
          content: "Revoke token",
          destructive: true,
          onAction: () => {
            if (asked !== null) onRevoke(asked.id);
            setAsked(null);
          },
        }}
        secondaryActions={[{ content: "Keep it", onAction: () => setAsked(null) }]}
      >
        <Modal.Section>
          <Text as="p">Its next request is refused, and it cannot be brought back. Uploads that it began go on.</Text>
        </Modal.Section>
      </Modal>
    </Card>
  );
}
