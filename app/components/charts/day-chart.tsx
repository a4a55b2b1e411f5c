import { BlockStack, Button, SkeletonBodyText } from "@shopify/polaris";
import { lazy, Suspense, useId, useState, useSyncExternalStore } from "react";
import { useTexts } from "../texts/use-texts.tsx";
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
  const t = useTexts();
  const tableId = useId();
  const [isTableShown, setIsTableShown] = useState(false);
  const isHydrated = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  const does = t(isTableShown ? "Hide the table" : "Show as a table");
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
        accessibilityLabel={`${does}: ${name}`}
        onClick={() => setIsTableShown(!isTableShown)}
      >
        {does}
      </Button>
      <div id={tableId} style={{ width: "100%" }} className={isTableShown ? "" : "Polaris-Text--visuallyHidden"}>
        {/* What can be scrolled has to be reached by keyboard; what is only read out is not scrolled. */}
        <div
          {...(isTableShown ? { style: { overflowX: "auto" }, tabIndex: 0, role: "region", "aria-label": name } : {})}
        >
          <DayTable name={name} series={series} format={format} />
        </div>
      </div>
    </BlockStack>
  );
}
