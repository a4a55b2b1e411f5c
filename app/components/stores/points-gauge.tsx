import { BlockStack, Text } from "@shopify/polaris";
import type { StoreAtWork } from "#app/http/stores/stores-at-work.server.ts";
import { useTexts } from "../texts/use-texts.tsx";

const TRACK = {
  height: "0.5rem",
  borderRadius: "0.25rem",
  background: "var(--p-color-bg-fill-tertiary)",
  overflow: "hidden",
} as const;

/** How many of Shopify's points the store may spend at once, as the app knows it. */
export function PointsGauge({ name, budget }: { name: string; budget: StoreAtWork["pulse"]["budget"] }) {
  const t = useTexts();
  if (budget === null)
    return (
      <Text as="p" variant="bodySm" tone="subdued">
        {t("Points are known once the shop has answered for the first time.")}
      </Text>
    );
  const available = Math.floor(budget.available);
  const text = t("{{available, number}} of {{maximum, number}} points, +{{perSecond, number}} a second", {
    available,
    maximum: budget.maximum,
    perSecond: budget.restorePerSecond,
  });
  return (
    <BlockStack gap="100">
      <div
        role="meter"
        aria-label={t("Points of {{name}}", { name })}
        aria-valuemin={0}
        aria-valuemax={budget.maximum}
        aria-valuenow={available}
        aria-valuetext={text}
        style={TRACK}
      >
        <div
          style={{
            height: "100%",
            width: `${Math.min(100, (budget.available / budget.maximum) * 100)}%`,
            background: "var(--p-color-bg-fill-info)",
          }}
        />
      </div>
      <Text as="span" variant="bodySm" tone="subdued">
        {text}
      </Text>
    </BlockStack>
  );
}
