import { Banner } from "@shopify/polaris";

/** Says that what is shown may be out of date, and that nobody has to do anything about it. */
export function OfflineBanner() {
  return (
    <Banner tone="warning" title="The connection was lost">
      What you see may be out of date. It is tried again every few seconds.
    </Banner>
  );
}
