import { Banner } from "@shopify/polaris";
import { useTexts } from "./texts/use-texts.tsx";

/** Says that what is shown may be out of date, and that nobody has to do anything about it. */
export function OfflineBanner() {
  const t = useTexts();
  return (
    <Banner tone="warning" title={t("The connection was lost")}>
      {t("What you see may be out of date. It is tried again every few seconds.")}
    </Banner>
  );
}
