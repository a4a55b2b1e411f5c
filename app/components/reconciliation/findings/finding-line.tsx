import { BlockStack, Box, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { LocalTime } from "../../local-time.tsx";
import { productAdminUrl } from "../../shopify-admin-url.ts";
import { StatusBadge } from "../../status-badge.tsx";
import type { Texts } from "../../texts/texts.ts";
import { Phrase, useTexts } from "../../texts/use-texts.tsx";
import { findingStateWords } from "../words/finding-words.ts";
import { numberOf, sketchWords } from "../words/name-words.ts";
import type { ShownFinding } from "./shown-finding.ts";

interface FindingLineProps {
  finding: ShownFinding;
  shopDomain: string;
  isSending: boolean;
  /** Absent when the viewer may not. */
  onDismiss?: () => void;
  onChoose?: () => void;
}

/** One difference: what it is about, what was and is, and what can be done. */
export function FindingLine({ finding, shopDomain, isSending, onDismiss, onChoose }: FindingLineProps) {
  const t = useTexts();
  const name = nameOf(t, finding);
  const variant = finding.variant === null ? null : sketchWords(t, finding.variant);
  const isOpen = finding.state === "OPEN";
  return (
    <Box borderBlockStartWidth="025" borderColor="border" paddingBlockStart="300">
      <InlineStack align="space-between" blockAlign="start" gap="300">
        <div style={{ flex: "1 1 14rem", minWidth: 0 }}>
          <BlockStack gap="050" inlineAlign="start">
            <Text as="h3" variant="headingSm" breakWord>
              {name}
            </Text>
            {variant !== null && (
              <Text as="span" breakWord>
                {variant}
              </Text>
            )}
            <Change finding={finding} />
            {finding.shopifyProductId !== null && finding.kind !== "PRODUCT_GONE" && (
              <Link
                url={productAdminUrl(shopDomain, finding.shopifyProductId)}
                target="_blank"
                accessibilityLabel={t("Open in Shopify: {{name}}", { name })}
              >
                {t("Open in Shopify")}
              </Link>
            )}
            <Text as="span" variant="bodySm" tone="subdued" breakWord>
              <Phrase text="Seen <at/>" parts={{ at: <LocalTime at={finding.seenAt} /> }} />
              {finding.decidedBy !== null && ` · ${t("decided by {{name}}", { name: finding.decidedBy })}`}
            </Text>
          </BlockStack>
        </div>
        <InlineStack gap="200" blockAlign="center">
          <StatusBadge words={findingStateWords[finding.state]} />
          {isOpen && onChoose !== undefined && (
            <Button
              variant="primary"
              disabled={isSending}
              onClick={onChoose}
              accessibilityLabel={t("Choose variant of {{name}}", { name })}
            >
              {t("Choose variant")}
            </Button>
          )}
          {isOpen && onDismiss !== undefined && (
            <Button disabled={isSending} onClick={onDismiss} accessibilityLabel={t("Put aside: {{name}}", { name })}>
              {t("Put aside")}
            </Button>
          )}
        </InlineStack>
      </InlineStack>
    </Box>
  );
}

function Change({ finding: { kind, details } }: { finding: ShownFinding }) {
  const t = useTexts();
  const { before, after, identity } = details;
  const words =
    identity !== null && identity !== undefined
      ? t("Carries the id {{id}}", { id: identity })
      : before && after
        ? t("{{before}} became {{after}}", { before: numberOf(before), after: numberOf(after) })
        : null;
  if (words === null || kind === "AMBIGUOUS_VARIANTS") return null;
  return (
    <Text as="span" tone="subdued" breakWord>
      {words}
    </Text>
  );
}

export const nameOf = (t: Texts, { productTitle, details, shopifyProductId }: ShownFinding): string =>
  productTitle ||
  details.title ||
  (shopifyProductId === null ? t("A product") : t("Shopify product {{id}}", { id: numberOf(shopifyProductId) }));
