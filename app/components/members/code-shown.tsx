import { Banner, BlockStack, Text, TextField } from "@shopify/polaris";
import { LocalTime } from "../local-time.tsx";
import { Phrase, useTexts } from "../texts/use-texts.tsx";

interface CodeShownProps {
  code: string;
  expiresAt: Date;
  /** Where it is entered, and by whom. */
  howToUse: string;
}

/** A one-time code, seen this once. */
export function CodeShown({ code, expiresAt, howToUse }: CodeShownProps) {
  const t = useTexts();
  return (
    <Banner tone="success" title={t("Keep this code now: it is not shown again")}>
      <BlockStack gap="200">
        <TextField
          label={t("Code")}
          labelHidden
          value={code}
          readOnly
          selectTextOnFocus
          monospaced
          autoComplete="off"
        />
        <Text as="p">
          {howToUse} <Phrase text="It works once, until <time/>." parts={{ time: <LocalTime at={expiresAt} /> }} />
        </Text>
      </BlockStack>
    </Banner>
  );
}
