import { BarChart, PolarisVizProvider } from "@shopify/polaris-viz";
import "@shopify/polaris-viz/build/esm/styles.css";
import type { DayValue } from "./day-value.ts";
import { formatDay } from "./format-day.ts";

interface DayBarsProps {
  name: string;
  values: readonly DayValue[];
  format: (value: number) => string;
}

/** The bars of a day chart. In a chunk of its own: nothing but the chart may import it. */
export default function DayBars({ name, values, format }: DayBarsProps) {
  return (
    <PolarisVizProvider>
      <BarChart
        data={[{ name, data: values.map(({ day, value }) => ({ key: formatDay(day), value })) }]}
        yAxisOptions={{ labelFormatter: (value) => format(Number(value)), integersOnly: true }}
        showLegend={false}
        theme="Light"
        isAnimated={false}
        emptyStateText="Nothing was compared yet."
      />
    </PolarisVizProvider>
  );
}
