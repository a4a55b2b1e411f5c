import { Banner, BlockStack, List, Text } from "@shopify/polaris";
import { useState } from "react";
import type { GoneBrakeView } from "#app/domain/reconciliation/gone-brake/gone-brake-queries.server.ts";
import { formatCount, formatCountOf, formatShare } from "../../formats.ts";
import { LocalTime } from "../../local-time.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";

interface GoneBrakeBannerProps {
  brake: GoneBrakeView;
  isSending: boolean;
  /** Absent when the viewer may not. */
  onRelease?: () => void;
}

/** Says that so much of a shop seems to be gone that a person has to look first, and lets it go on. */
export function GoneBrakeBanner({ brake: { stoppedAt, report }, isSending, onRelease }: GoneBrakeBannerProps) {
  const [isAsking, setIsAsking] = useState(false);
  if (stoppedAt === null || report === null) return null;
  const gone = `${formatCountOf(report.products, "product")} and ${formatCountOf(report.variants, "more variant")}`;
  return (
    <>
      <Banner
        tone="critical"
        title={`${formatShare(report.goneShare)} of the shop seems to be gone`}
        {...(onRelease ? { action: { content: "They are gone indeed", onAction: () => setIsAsking(true) } } : {})}
      >
        <BlockStack gap="200">
          <Text as="p">
            {report.source === "DELETIONS"
              ? "Shopify told of many deletions within a day."
              : "Shopify’s list of the shop does not have them."}
            {" No link was given up yet, and it waits since "}
            <LocalTime at={stoppedAt} />.
          </Text>
          <List>
            <List.Item>{`About to be called gone: ${gone}`}</List.Item>
            <List.Item>
              {`Linked until now: ${formatCountOf(report.liveProducts, "product")}, ${formatCountOf(report.liveVariants, "variant")}`}
            </List.Item>
            <List.Item>{`A person is asked above ${formatShare(report.maxGoneShare)}`}</List.Item>
          </List>
          <Text as="p">
            {onRelease
              ? "Look into the shop first. If the products are there, do nothing here: the next reconciliation finds them, and the brake opens by itself."
              : "Somebody with the role staff or owner has to look into it."}
          </Text>
        </BlockStack>
      </Banner>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Give up the links of ${formatCount(report.products)} products?`}
        confirm="Give up the links"
        isDestructive
        isSending={isSending}
        onConfirm={() => {
          setIsAsking(false);
          onRelease?.();
        }}
        onClose={() => setIsAsking(false)}
      >
        <Text as="p">
          The shop is read anew, and what it does not have is called gone. By the setting for deleted products the next
          approval makes them anew, or asks. If the shop turns out to lack many more than these, the app asks again.
        </Text>
      </ConfirmDialog>
    </>
  );
}
