import { BlockStack, Box, SkeletonBodyText, Text } from "@shopify/polaris";
import { FactList } from "../fact-list.tsx";
import { describeRequest } from "./describe-request.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface ExchangeProps {
  /** Undefined until it is known. */
  exchange: { request: unknown; response: unknown } | undefined;
}

/** What was sent to Shopify, first in words and then as it was, and what it answered. */
export function Exchange({ exchange }: ExchangeProps) {
  const t = useTexts();
  if (exchange === undefined) return <SkeletonBodyText lines={4} />;
  return (
    <Box paddingBlockStart="300">
      <BlockStack gap="400">
        <FactList
          layout="below"
          facts={describeRequest(t, exchange.request).map(({ name, text }) => ({ name, value: text }))}
        />
        <Raw title={t("Sent")} json={exchange.request} />
        {exchange.response === null ? (
          <Text as="p" tone="subdued">
            {t("No answer came.")}
          </Text>
        ) : (
          <Raw title={t("Answered")} json={exchange.response} />
        )}
      </BlockStack>
    </Box>
  );
}

function Raw({ title, json }: { title: string; json: unknown }) {
  const t = useTexts();
  return (
    <BlockStack gap="100">
      <Text as="h4" variant="headingSm">
        {title}
      </Text>
      <Box background="bg-surface-secondary" borderRadius="200" padding="300">
        <pre
          tabIndex={0}
          aria-label={t("{{title}}, as JSON", { title })}
          style={{ margin: 0, maxHeight: "20rem", overflow: "auto", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
        >
          {JSON.stringify(json, null, 2)}
        </pre>
      </Box>
    </BlockStack>
  );
}
