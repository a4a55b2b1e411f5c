import { BlockStack, Box, Button, SkeletonBodyText } from "@shopify/polaris";
import { lazy, Suspense, useId, useState, useSyncExternalStore } from "react";
import type { DaySeries } from "./day-series.ts";
import { DayTable } from "./day-table.tsx";

/** The chart library draws in a browser only, and is loaded by pages that show a chart alone. */
const DayBars = lazy(() => import("./day-bars.tsx"));

interface DayChartProps {
  /** What the chart tells. */
  name: string;
  /** All of the same days. */
  series: readonly DaySeries[];
  /** Parts of one whole: their bars stand on each other. */
  isStacked?: boolean;
  format: (value: number) => string;
}

const HEIGHT = "14rem";

const subscribeToNothing = () => () => {};

/** Values by day as bars, and as a table for whoever reads rather than sees them: to them the bars say nothing more. */
export function DayChart({ name, series, isStacked = false, format }: DayChartProps) {
  const tableId = useId();
  const [isTableShown, setIsTableShown] = useState(false);
  const isHydrated = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  const waiting = <SkeletonBodyText lines={6} />;
  return (
    <BlockStack gap="200" inlineAlign="start">
      <div aria-hidden="true" style={{ height: HEIGHT, width: "100%" }}>
        {isHydrated ? (
          <Suspense fallback={waiting}>
            <DayBars series={series} isStacked={isStacked} format={format} />
          </Suspense>
        ) : (
          waiting
        )}
      </div>
      <Button
        variant="plain"
        ariaExpanded={isTableShown}
        ariaControls={tableId}
        accessibilityLabel={`${isTableShown ? "Hide the table" : "Show as a table"}: ${name.toLowerCase()}`}
        onClick={() => setIsTableShown(!isTableShown)}
      >
        {isTableShown ? "Hide the table" : "Show as a table"}
      </Button>
      <div id={tableId} style={{ width: "100%" }} className={isTableShown ? "" : "Polaris-Text--visuallyHidden"}>
        <Box width="100%" overflowX="scroll">
          <DayTable name={name} series={series} format={format} />
        </Box>
      </div>
    </BlockStack>
  );
}
