import { Banner, BlockStack, List, Text } from "@shopify/polaris";
import { useState } from "react";
import type { GoneBrakeView } from "#app/domain/reconciliation/gone-brake/gone-brake-queries.server.ts";
import { formatShare } from "../../formats.ts";
import { LocalTime } from "../../local-time.tsx";
import { Phrase, useTexts } from "../../texts/use-texts.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";

interface GoneBrakeBannerProps {
  brake: GoneBrakeView;
  isSending: boolean;
  /** Absent when the viewer may not. */
  onRelease?: () => void;
}

/** Says that so much of a shop seems to be gone that a person has to look first, and lets it go on. */
export function GoneBrakeBanner({ brake: { stoppedAt, report }, isSending, onRelease }: GoneBrakeBannerProps) {
  const t = useTexts();
  const [isAsking, setIsAsking] = useState(false);
  if (stoppedAt === null || report === null) return null;
  const gone = t("About to be called gone: {{products}} and {{variants}}", {
    products: t("{{count, number}} product", { count: report.products }),
    variants: t("{{count, number}} more variant", { count: report.variants }),
  });
  const linked = t("Linked until now: {{products}}, {{variants}}", {
    products: t("{{count, number}} product", { count: report.liveProducts }),
    variants: t("{{count, number}} variant", { count: report.liveVariants }),
  });
  return (
    <>
      <Banner
        tone="critical"
        title={t("{{share}} of the shop seems to be gone", { share: formatShare(t, report.goneShare) })}
        {...(onRelease ? { action: { content: t("They are gone indeed"), onAction: () => setIsAsking(true) } } : {})}
      >
        <BlockStack gap="200">
          <Text as="p">
            {report.source === "DELETIONS"
              ? t("Shopify told of many deletions within a day.")
              : t("Shopify’s list of the shop does not have them.")}{" "}
            <Phrase
              text="No link was given up yet, and it waits since <at/>."
              parts={{ at: <LocalTime at={stoppedAt} /> }}
            />
          </Text>
          <List>
            <List.Item>{gone}</List.Item>
            <List.Item>{linked}</List.Item>
            <List.Item>
              {t("A person is asked above {{share}}", { share: formatShare(t, report.maxGoneShare) })}
            </List.Item>
          </List>
          <Text as="p">
            {onRelease
              ? t(
                  "Look into the shop first. If the products are there, do nothing here: the next reconciliation finds them, and the brake opens by itself.",
                )
              : t("Somebody with the role staff or owner has to look into it.")}
          </Text>
        </BlockStack>
      </Banner>
      <ConfirmDialog
        isOpen={isAsking}
        title={t("Give up the links of {{count, number}} product?", { count: report.products })}
        confirm={t("Give up the links")}
        isDestructive
        isSending={isSending}
        onConfirm={() => {
          setIsAsking(false);
          onRelease?.();
        }}
        onClose={() => setIsAsking(false)}
      >
        <Text as="p">
          {t(
            "The shop is read anew, and what it does not have is called gone. By the setting for deleted products the next approval makes them anew, or asks. If the shop turns out to lack many more than these, the app asks again.",
          )}
        </Text>
      </ConfirmDialog>
    </>
  );
}
