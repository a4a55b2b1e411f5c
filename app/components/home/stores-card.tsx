import { Badge, BlockStack, Box, Button, Card, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import type { OverviewStore } from "#app/http/home/overview.server.ts";
import { storeStockWords } from "../inventory/store-state.ts";
import { ConfirmDialog } from "../reconciliation/confirm-dialog.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { PointsGauge } from "../stores/points-gauge.tsx";
import { StoreBadges } from "../stores/store-badges.tsx";
import type { Texts } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { pressingFirst, STORES_AT_A_GLANCE } from "./pressing-stores.ts";

interface StoresCardProps {
  stores: readonly OverviewStore[];
  isSending: boolean;
  onSteer: (intent: "pause" | "resume", storeId: string) => void;
}

/** The stores at a glance: what they may spend, what waits for them, how their stock stands; each to be paused. */
export function StoresCard({ stores, isSending, onSteer }: StoresCardProps) {
  const t = useTexts();
  const [asking, setAsking] = useState<OverviewStore | null>(null);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? stores : pressingFirst(stores).slice(0, STORES_AT_A_GLANCE);
  const intent = asking?.pausedAt === null ? "pause" : "resume";
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("Stores")}
          </Text>
          <Link url="/app/stores">{t("All stores")}</Link>
        </InlineStack>
        {stores.length === 0 && (
          <Text as="p" tone="subdued">
            {t("Install Catalog Relay in a shop, and it appears here.")}
          </Text>
        )}
        {shown.map((store, at) => (
          <Box
            key={store.id}
            borderBlockStartWidth={at === 0 ? "0" : "025"}
            borderColor="border-secondary"
            paddingBlockStart={at === 0 ? "0" : "300"}
          >
            <Store store={store} isSending={isSending} onAsk={() => setAsking(store)} />
          </Box>
        ))}
        {shown.length < stores.length && (
          <Box>
            <Button onClick={() => setIsWhole(true)}>
              {t("Show all {{count, number}} stores", { count: stores.length })}
            </Button>
          </Box>
        )}
      </BlockStack>
      <ConfirmDialog
        isOpen={asking !== null}
        title={
          asking === null ? "" : t(intent === "pause" ? "Pause {{name}}?" : "Resume {{name}}?", { name: asking.name })
        }
        confirm={t(intent === "pause" ? "Pause uploads" : "Resume uploads")}
        isSending={isSending}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (asking !== null) onSteer(intent, asking.id);
          setAsking(null);
        }}
      >
        {asking !== null && <Text as="p">{consequenceOf(t, asking)}</Text>}
      </ConfirmDialog>
    </Card>
  );
}

function consequenceOf(t: Texts, { name, pausedAt, pulse }: OverviewStore): string {
  const count = pulse.productsOpen;
  if (pausedAt === null)
    return count === 0
      ? t("What is approved for {{name}} waits until you resume it. Stock waits, too.", { name })
      : t(
          "What is under way ends, and the rest of {{count, number}} product for {{name}} waits until you resume it. Stock waits, too.",
          { name, count },
        );
  return count === 0
    ? t("Uploads and stock of {{name}} go on.", { name })
    : t("Uploads and stock of {{name}} go on, beginning with the {{count, number}} product that waited.", {
        name,
        count,
      });
}

function Store({ store, isSending, onAsk }: { store: OverviewStore; isSending: boolean; onAsk: () => void }) {
  const t = useTexts();
  const { name, pulse, stock, pausedAt, heldUntil, createsParkedUntil, status, mayPause } = store;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          {name}
        </Text>
        <InlineStack gap="200" blockAlign="center">
          <StoreBadges store={store} />
          {heldUntil !== null && <Badge tone="warning">{t("Waits for Shopify")}</Badge>}
          {createsParkedUntil !== null && <Badge tone="warning">{t("Daily limit")}</Badge>}
          {mayPause && (
            <Button
              size="slim"
              disabled={isSending}
              accessibilityLabel={t(pausedAt === null ? "Pause uploads to {{name}}" : "Resume uploads to {{name}}", {
                name,
              })}
              onClick={onAsk}
            >
              {t(pausedAt === null ? "Pause" : "Resume")}
            </Button>
          )}
        </InlineStack>
      </InlineStack>
      {status === "CONNECTED" && (
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300" alignItems="center">
          <PointsGauge name={name} budget={pulse.budget} />
          <Text as="p" variant="bodySm">
            {pulse.productsOpen === 0
              ? t("Nothing waits to be uploaded.")
              : t("{{count, number}} product to upload.", { count: pulse.productsOpen })}
          </Text>
          {stock !== null && (
            <InlineStack gap="200" blockAlign="center">
              <Link url="/app/inventory" accessibilityLabel={t("Stock of {{name}}", { name })}>
                {t("Stock")}
              </Link>
              <StatusBadge words={storeStockWords(stock)} />
            </InlineStack>
          )}
        </InlineGrid>
      )}
    </BlockStack>
  );
}
