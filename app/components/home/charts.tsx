import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { UploadDay } from "#app/domain/uploads/queries/upload-day-queries.server.ts";
import { DayChart } from "../charts/day-chart.tsx";
import { formatCount, formatDuration } from "../formats.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** What the last days were like. Nothing is shown before anything was uploaded. */
export function Charts({ days }: { days: readonly UploadDay[] }) {
  const t = useTexts();
  const hasEnded = days.some(({ succeeded, failed, notSent }) => succeeded + failed + notSent > 0);
  const isAnyLive = days.some(({ medianSeconds }) => medianSeconds !== null);
  if (!hasEnded) return null;
  const values = (of: (day: UploadDay) => number | null) => days.map((day) => ({ day: day.day, value: of(day) }));
  return (
    <BlockStack gap="400">
      <ChartCard
        title={t("Uploads by day")}
        note={t("Products whose upload ended in the last {{days}} days, in UTC.", { days: days.length })}
      >
        <DayChart
          name={t("Uploads")}
          isStacked
          format={(value) => formatCount(t, value)}
          series={[
            { name: t("In the shop"), values: values(({ succeeded }) => succeeded), color: "#29845a" },
            { name: t("Failed"), values: values(({ failed }) => failed), color: "#c5280c" },
            { name: t("Not sent"), values: values(({ notSent }) => notSent), color: "#8a8a8a" },
          ]}
        />
      </ChartCard>
      {isAnyLive && (
        <ChartCard
          title={t("From approval to live")}
          note={t("Within which time half of a day’s products were in the shop, and 95 in 100.")}
        >
          <DayChart
            name={t("Time from approval to live")}
            format={(seconds) => formatDuration(t, seconds)}
            series={[
              { name: t("Half"), values: values(({ medianSeconds }) => medianSeconds), color: "#0094d5" },
              { name: t("95 in 100"), values: values(({ p95Seconds }) => p95Seconds), color: "#5c5f62" },
            ]}
          />
        </ChartCard>
      )}
    </BlockStack>
  );
}

function ChartCard({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {note}
          </Text>
        </BlockStack>
        {children}
      </BlockStack>
    </Card>
  );
}
