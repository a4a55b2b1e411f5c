import { Banner, TextField } from "@shopify/polaris";
import { useTexts } from "../texts/use-texts.tsx";

interface ShownSecretProps {
  secret: string;
  /** Of a secret that has replaced another. */
  isReplacement: boolean;
}

/** The secret of a webhook, seen this once. */
export function ShownSecret({ secret, isReplacement }: ShownSecretProps) {
  const t = useTexts();
  return (
    <Banner tone="success" title={t("Keep this secret now: it is not shown again")}>
      <TextField
        label={t("Signing secret")}
        labelHidden
        value={secret}
        readOnly
        selectTextOnFocus
        monospaced
        autoComplete="off"
        helpText={
          isReplacement
            ? t("For a day messages carry the signature of the old secret, too, so that you can change the receiver.")
            : t(
                "Give it to the receiver, which checks with it that a message is ours: any Standard Webhooks library can.",
              )
        }
      />
    </Banner>
  );
}
