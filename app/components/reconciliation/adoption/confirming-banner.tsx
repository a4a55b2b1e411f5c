import { Banner, Text } from "@shopify/polaris";
import { useTexts } from "../../texts/use-texts.tsx";

interface ConfirmingBannerProps {
  isConfirming: boolean;
  total: { confirmed: number };
}

/** How far the confirmation of many proposals has come. */
export function ConfirmingBanner({ isConfirming, total }: ConfirmingBannerProps) {
  const t = useTexts();
  if (!isConfirming) return null;
  return (
    <Banner tone="info" title={t("Linking")}>
      <Text as="p" numeric>
        {t(
          "{{count, number}} product linked so far. Stay on this page until it is done; what is linked stays linked.",
          { count: total.confirmed },
        )}
      </Text>
    </Banner>
  );
}
