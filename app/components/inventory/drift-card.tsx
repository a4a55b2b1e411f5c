import { BlockStack, Card, InlineStack, Select, Text } from "@shopify/polaris";
import type { DailyDrift } from "#app/domain/inventory/queries/drift-queries.server.ts";
import { DayChart } from "../charts/day-chart.tsx";
import { formatDay } from "../charts/format-day.ts";
import { formatCount, formatShare } from "../formats.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface DriftCardProps {
  drift: readonly DailyDrift[];
  stores: readonly { id: string; name: string }[];
  storeId: string | null;
  onChooseStore: (storeId: string | null) => void;
}

/** How far stock in the shops had moved from what it should be, as a figure and by day. */
export function DriftCard({ drift, stores, storeId, onChooseStore }: DriftCardProps) {
  const t = useTexts();
  const latest = drift.at(-1);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("Daily drift")}
          </Text>
          {stores.length > 1 && (
            <Select
              label={t("Store")}
              labelInline
              options={[
                { label: t("All stores"), value: "" },
                ...stores.map(({ id, name }) => ({ label: name, value: id })),
              ]}
              value={storeId ?? ""}
              onChange={(chosen) => onChooseStore(chosen === "" ? null : chosen)}
            />
          )}
        </InlineStack>
        {latest === undefined ? (
          <Text as="p" tone="subdued">
            {t("Not measured yet. A daily sync, or a check, reads the whole shop first and tells how much had moved.")}
          </Text>
        ) : (
          <>
            <BlockStack gap="100">
              <Text as="p" variant="heading2xl">
                {formatShare(t, latest.share)}
              </Text>
              <Text as="p" tone="subdued">
                {t(
                  "{{drifted, number}} of {{count, number}} level differed from your warehouses on {{day}}, by {{units}}.",
                  {
                    drifted: latest.drifted,
                    count: latest.levels,
                    day: formatDay(t, latest.day),
                    units: t("{{count, number}} unit", { count: latest.units }),
                  },
                )}
              </Text>
            </BlockStack>
            <DayChart
              name={t("Levels that differed")}
              series={[
                { name: t("Levels that differed"), values: drift.map(({ day, drifted }) => ({ day, value: drifted })) },
              ]}
              format={(value) => formatCount(t, value)}
            />
          </>
        )}
      </BlockStack>
    </Card>
  );
}
