import { BlockStack, Text } from "@shopify/polaris";
import { explainStockReason } from "./stock-reasons.ts";

interface ReasonTextProps {
  code: string | null;
  /** What was said of it where it happened: by Shopify, or by the app. */
  told: string;
}

/** Why a level was not set, what to do about it, and the words it was told in. */
export function ReasonText({ code, told }: ReasonTextProps) {
  const { explanation, whatToDo } = explainStockReason(code);
  return (
    <BlockStack gap="050">
      <Text as="p" breakWord>
        {explanation}{" "}
        <Text as="span" fontWeight="semibold">
          What to do:
        </Text>{" "}
        {whatToDo}
      </Text>
      {code?.startsWith("shopify.") === true && (
        <Text as="p" variant="bodySm" tone="subdued" breakWord>
          {`Shopify said: ${told}`}
        </Text>
      )}
    </BlockStack>
  );
}
