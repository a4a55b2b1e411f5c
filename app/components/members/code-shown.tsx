import { Banner, BlockStack, Text, TextField } from "@shopify/polaris";
import { LocalTime } from "../local-time.tsx";

interface CodeShownProps {
  code: string;
  expiresAt: Date;
  /** Where it is entered, and by whom. */
  howToUse: string;
}

/** A one-time code, seen this once. */
export function CodeShown({ code, expiresAt, howToUse }: CodeShownProps) {
  return (
    <Banner tone="success" title="Keep this code now: it is not shown again">
      <BlockStack gap="200">
        <TextField label="Code" labelHidden value={code} readOnly selectTextOnFocus monospaced autoComplete="off" />
        <Text as="p">
          {`${howToUse} It works once, until `}
          <LocalTime at={expiresAt} />.
        </Text>
      </BlockStack>
    </Banner>
  );
}
