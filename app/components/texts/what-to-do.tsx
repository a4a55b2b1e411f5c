import { Text } from "@shopify/polaris";
import { useTexts } from "./use-texts.tsx";

/** What helps against a failure, within a paragraph. */
export function WhatToDo({ text }: { text: string }) {
  const t = useTexts();
  return (
    <>
      <Text as="span" fontWeight="semibold">
        {t("What to do:")}
      </Text>{" "}
      {text}
    </>
  );
}
