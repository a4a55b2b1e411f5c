import { Banner } from "@shopify/polaris";

/** What the product refused, and what to do. */
export function RefusalBanner({ refusal }: { refusal: string | null }) {
  if (refusal === null) return null;
  return (
    <Banner tone="critical" title="That was not possible">
      {refusal}
    </Banner>
  );
}
