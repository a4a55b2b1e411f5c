import { BlockStack, Text } from "@shopify/polaris";
import { useTexts } from "../texts/use-texts.tsx";
import { WhatToDo } from "../texts/what-to-do.tsx";
import { explainStockReason } from "./stock-reasons.ts";

interface ReasonTextProps {
  code: string | null;
  /** What was said of it where it happened: by Shopify, or by the app. */
  told: string;
}

/** Why a level was not set, what to do about it, and the words it was told in. */
export function ReasonText({ code, told }: ReasonTextProps) {
  const t = useTexts();
  const { explanation, whatToDo } = explainStockReason(code);
  return (
    <BlockStack gap="050">
      <Text as="p" breakWord>
        {t(explanation)} <WhatToDo text={t(whatToDo)} />
      </Text>
      {code?.startsWith("shopify.") === true && (
        <Text as="p" variant="bodySm" tone="subdued" breakWord>
          {t("Shopify said: {{told}}", { told })}
        </Text>
      )}
    </BlockStack>
  );
}
