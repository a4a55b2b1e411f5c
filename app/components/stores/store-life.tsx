import { BlockStack, Link, Text } from "@shopify/polaris";
import type { StoreView } from "#app/domain/stores/store-queries.server.ts";
import { appsAdminUrl } from "../shopify-admin-url.ts";

/** Of a store that is not connected: what that means for its products, and how it comes back. */
export function StoreLife({ store: { status, shopDomain } }: { store: StoreView }) {
  if (status === "CONNECTED") return null;
  const { means, goOn, link } = LIFE[status];
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Text as="p">{means}</Text>
      <Text as="p">{goOn}</Text>
      <Link url={appsAdminUrl(shopDomain)} target="_blank" accessibilityLabel={`${link} of ${shopDomain}`}>
        {link}
      </Link>
    </BlockStack>
  );
}

const LIFE: Record<
  Exclude<StoreView["status"], "CONNECTED">,
  {
    /** What the app does, and does not do, meanwhile. */
    means: string;
    goOn: string;
    link: string;
  }
> = {
  RECONNECT_REQUIRED: {
    means: "Until then nothing is sent to this shop and nothing is read from it: uploads and stock wait, none is lost.",
    goOn: "Once Catalog Relay has been opened there, everything goes on by itself.",
    link: "Open the shop’s apps",
  },
  UNINSTALLED: {
    means:
      "The app’s access was deleted, unfinished uploads were cancelled, and nothing is sent to this shop any more. Its products stay as they are.",
    goOn: "The links were kept: when the app is installed there again, it finds its products and creates none of them twice.",
    link: "Open the shop’s admin",
  },
};
