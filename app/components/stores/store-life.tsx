import { BlockStack, Link, Text } from "@shopify/polaris";
import type { StoreView } from "#app/domain/stores/store-queries.server.ts";
import { appsAdminUrl } from "../shopify-admin-url.ts";
import type { Text as PageText } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** Of a store that is not connected: what that means for its products, and how it comes back. */
export function StoreLife({ store: { status, shopDomain } }: { store: StoreView }) {
  const t = useTexts();
  if (status === "CONNECTED") return null;
  const { means, goOn, link, linkOf } = LIFE[status];
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Text as="p">{t(means)}</Text>
      <Text as="p">{t(goOn)}</Text>
      <Link url={appsAdminUrl(shopDomain)} target="_blank" accessibilityLabel={t(linkOf, { shopDomain })}>
        {t(link)}
      </Link>
    </BlockStack>
  );
}

const LIFE: Record<
  Exclude<StoreView["status"], "CONNECTED">,
  {
    /** What the app does, and does not do, meanwhile. */
    means: PageText;
    goOn: PageText;
    link: PageText;
    /** The link, told apart from those of other shops. */
    linkOf: PageText;
  }
> = {
  RECONNECT_REQUIRED: {
    means: "Until then nothing is sent to this shop and nothing is read from it: uploads and stock wait, none is lost.",
    goOn: "Once Catalog Relay has been opened there, everything goes on by itself.",
    link: "Open the shop’s apps",
    linkOf: "Open the shop’s apps of {{shopDomain}}",
  },
  UNINSTALLED: {
    means:
      "The app’s access was deleted, unfinished uploads were cancelled, and nothing is sent to this shop any more. Its products stay as they are.",
    goOn: "The links were kept: when the app is installed there again, it finds its products and creates none of them twice.",
    link: "Open the shop’s admin",
    linkOf: "Open the shop’s admin of {{shopDomain}}",
  },
};
