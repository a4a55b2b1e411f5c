import { Badge, BlockStack, Box, Button, Card, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import type { OverviewStore } from "#app/http/home/overview.server.ts";
import { formatCountOf } from "../formats.ts";
import { storeStockWords } from "../inventory/store-state.ts";
import { ConfirmDialog } from "../reconciliation/confirm-dialog.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { StoreBadges } from "../stores/store-badges.tsx";
import { PointsGauge } from "./points-gauge.tsx";

interface StoresCardProps {
  stores: readonly OverviewStore[];
  isSending: boolean;
  onSteer: (intent: "pause" | "resume", storeId: string) => void;
}

/** The stores at a glance: what they may spend, what waits for them, how their stock stands; each to be paused. */
export function StoresCard({ stores, isSending, onSteer }: StoresCardProps) {
  const [asking, setAsking] = useState<OverviewStore | null>(null);
  const intent = asking?.pausedAt === null ? "pause" : "resume";
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Stores
          </Text>
          <Link url="/app/stores">All stores</Link>
        </InlineStack>
        {stores.length === 0 && (
          <Text as="p" tone="subdued">
            Install Catalog Relay in a shop, and it appears here.
          </Text>
        )}
        {stores.map((store, at) => (
          <Box
            key={store.id}
            borderBlockStartWidth={at === 0 ? "0" : "025"}
            borderColor="border-secondary"
            paddingBlockStart={at === 0 ? "0" : "300"}
          >
            <Store store={store} isSending={isSending} onAsk={() => setAsking(store)} />
          </Box>
        ))}
      </BlockStack>
      <ConfirmDialog
        isOpen={asking !== null}
        title={asking === null ? "" : intent === "pause" ? `Pause ${asking.name}?` : `Resume ${asking.name}?`}
        confirm={intent === "pause" ? "Pause uploads" : "Resume uploads"}
        isSending={isSending}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (asking !== null) onSteer(intent, asking.id);
          setAsking(null);
        }}
      >
        {asking !== null && <Text as="p">{consequenceOf(asking)}</Text>}
      </ConfirmDialog>
    </Card>
  );
}

function consequenceOf({ name, pausedAt, pulse }: OverviewStore): string {
  const waiting = formatCountOf(pulse.productsOpen, "product");
  if (pausedAt === null)
    return pulse.productsOpen === 0
      ? `What is approved for ${name} waits until you resume it. Stock waits, too.`
      : `What is under way ends, and the rest of ${waiting} for ${name} waits until you resume it. Stock waits, too.`;
  return pulse.productsOpen === 0
    ? `Uploads and stock of ${name} go on.`
    : `Uploads and stock of ${name} go on, beginning with the ${waiting} that waited.`;
}

function Store({ store, isSending, onAsk }: { store: OverviewStore; isSending: boolean; onAsk: () => void }) {
  const { name, pulse, stock, pausedAt, heldUntil, createsParkedUntil, status, mayPause } = store;
  const verb = pausedAt === null ? "Pause" : "Resume";
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          {name}
        </Text>
        <InlineStack gap="200" blockAlign="center">
          <StoreBadges store={store} />
          {heldUntil !== null && <Badge tone="warning">Waits for Shopify</Badge>}
          {createsParkedUntil !== null && <Badge tone="warning">Daily limit</Badge>}
          {mayPause && (
            <Button size="slim" disabled={isSending} accessibilityLabel={`${verb} uploads to ${name}`} onClick={onAsk}>
              {verb}
            </Button>
          )}
        </InlineStack>
      </InlineStack>
      {status === "CONNECTED" && (
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300" alignItems="center">
          <PointsGauge name={name} budget={pulse.budget} />
          <Text as="p" variant="bodySm">
            {pulse.productsOpen === 0
              ? "Nothing waits to be uploaded."
              : `${formatCountOf(pulse.productsOpen, "product")} to upload.`}
          </Text>
          {stock !== null && (
            <InlineStack gap="200" blockAlign="center">
              <Link url="/app/inventory" accessibilityLabel={`Stock of ${name}`}>
                Stock
              </Link>
              <StatusBadge words={storeStockWords(stock)} />
            </InlineStack>
          )}
        </InlineGrid>
      )}
    </BlockStack>
  );
}
