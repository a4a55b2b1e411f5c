import { BlockStack, Box, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { LocalTime } from "../../local-time.tsx";
import { productAdminUrl } from "../../shopify-admin-url.ts";
import { StatusBadge } from "../../status-badge.tsx";
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
  const name = nameOf(finding);
  const variant = finding.variant === null ? null : sketchWords(finding.variant);
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
                accessibilityLabel={`Open ${name} in Shopify`}
              >
                Open in Shopify
              </Link>
            )}
            <Text as="span" variant="bodySm" tone="subdued" breakWord>
              {"Seen "}
              <LocalTime at={finding.seenAt} />
              {finding.decidedBy !== null && ` · decided by ${finding.decidedBy}`}
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
              accessibilityLabel={`Choose variant of ${name}`}
            >
              Choose variant
            </Button>
          )}
          {isOpen && onDismiss !== undefined && (
            <Button disabled={isSending} onClick={onDismiss} accessibilityLabel={`Put aside: ${name}`}>
              Put aside
            </Button>
          )}
        </InlineStack>
      </InlineStack>
    </Box>
  );
}

function Change({ finding: { kind, details } }: { finding: ShownFinding }) {
  const { before, after, identity } = details;
  const words =
    identity !== null && identity !== undefined
      ? `Carries the id ${identity}`
      : before && after
        ? `${numberOf(before)} became ${numberOf(after)}`
        : null;
  if (words === null || kind === "AMBIGUOUS_VARIANTS") return null;
  return (
    <Text as="span" tone="subdued" breakWord>
      {words}
    </Text>
  );
}

export const nameOf = ({ productTitle, details, shopifyProductId }: ShownFinding): string =>
  productTitle ||
  details.title ||
  (shopifyProductId === null ? "A product" : `Shopify product ${numberOf(shopifyProductId)}`);
