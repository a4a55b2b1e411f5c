import { BlockStack, Card, InlineStack, Select, Text } from "@shopify/polaris";
import type { DailyDrift } from "#app/domain/inventory/queries/drift-queries.server.ts";
import { DayChart } from "../charts/day-chart.tsx";
import { formatDay } from "../charts/format-day.ts";
import { formatCount, formatCountOf, formatShare } from "../formats.ts";

interface DriftCardProps {
  drift: readonly DailyDrift[];
  stores: readonly { id: string; name: string }[];
  storeId: string | null;
  onChooseStore: (storeId: string | null) => void;
}

/** How far stock in the shops had moved from what it should be, as a figure and by day. */
export function DriftCard({ drift, stores, storeId, onChooseStore }: DriftCardProps) {
  const latest = drift.at(-1);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Daily drift
          </Text>
          {stores.length > 1 && (
            <Select
              label="Store"
              labelInline
              options={[
                { label: "All stores", value: "" },
                ...stores.map(({ id, name }) => ({ label: name, value: id })),
              ]}
              value={storeId ?? ""}
              onChange={(chosen) => onChooseStore(chosen === "" ? null : chosen)}
            />
          )}
        </InlineStack>
        {latest === undefined ? (
          <Text as="p" tone="subdued">
            Not measured yet. A daily sync, or a check, reads the whole shop first and tells how much had moved.
          </Text>
        ) : (
          <>
            <BlockStack gap="100">
              <Text as="p" variant="heading2xl">
                {formatShare(latest.share)}
              </Text>
              <Text as="p" tone="subdued">
                {`${formatCount(latest.drifted)} of ${formatCountOf(latest.levels, "level")} differed from your warehouses on ${formatDay(latest.day)}, by ${formatCountOf(latest.units, "unit")}.`}
              </Text>
            </BlockStack>
            <DayChart
              name="Levels that differed"
              series={[
                { name: "Levels that differed", values: drift.map(({ day, drifted }) => ({ day, value: drifted })) },
              ]}
              format={formatCount}
            />
          </>
        )}
      </BlockStack>
    </Card>
  );
}
