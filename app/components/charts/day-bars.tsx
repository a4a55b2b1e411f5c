import { BarChart, PolarisVizProvider } from "@shopify/polaris-viz";
import "@shopify/polaris-viz/build/esm/styles.css";
import { useTexts } from "../texts/use-texts.tsx";
import type { DaySeries } from "./day-series.ts";
import { formatDay } from "./format-day.ts";

interface DayBarsProps {
  series: readonly DaySeries[];
  isStacked: boolean;
  format: (value: number) => string;
}

/** The bars of a day chart. In a chunk of its own: nothing but the chart may import it. */
export default function DayBars({ series, isStacked, format }: DayBarsProps) {
  const t = useTexts();
  return (
    <PolarisVizProvider>
      <BarChart
        data={series.map(({ name, values, color }) => ({
          name,
          data: values.map(({ day, value }) => ({ key: formatDay(t, day), value })),
          ...(color === undefined ? {} : { color }),
        }))}
        type={isStacked ? "stacked" : "default"}
        yAxisOptions={{ labelFormatter: (value) => format(Number(value)), integersOnly: true }}
        tooltipOptions={{ valueFormatter: (value) => format(Number(value)) }}
        showLegend={series.length > 1}
        theme="Light"
        isAnimated={false}
        emptyStateText={t("Nothing was compared yet.")}
      />
    </PolarisVizProvider>
  );
}
