import { Banner } from "@shopify/polaris";
import { useTexts } from "../texts/use-texts.tsx";

/** What the product refused, and what to do. */
export function RefusalBanner({ refusal }: { refusal: string | null }) {
  const t = useTexts();
  if (refusal === null) return null;
  return (
    <Banner tone="critical" title={t("That was not possible")}>
      {refusal}
    </Banner>
  );
}
