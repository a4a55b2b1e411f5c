import { Banner, Text } from "@shopify/polaris";
import { formatCountOf } from "../../formats.ts";

interface ConfirmingBannerProps {
  isConfirming: boolean;
  total: { confirmed: number };
}

/** How far the confirmation of many proposals has come. */
export function ConfirmingBanner({ isConfirming, total }: ConfirmingBannerProps) {
  if (!isConfirming) return null;
  return (
    <Banner tone="info" title="Linking">
      <Text as="p" numeric>
        {`${formatCountOf(total.confirmed, "product")} linked so far. Stay on this page until it is done; what is linked stays linked.`}
      </Text>
    </Banner>
  );
}
