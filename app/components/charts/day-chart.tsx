import { BlockStack, Box, Button, SkeletonBodyText, Text } from "@shopify/polaris";
import { lazy, Suspense, useId, useState, useSyncExternalStore } from "react";
import type { DayValue } from "./day-value.ts";
import { formatDay } from "./format-day.ts";

/** The chart library draws in a browser only, and is loaded by pages that show a chart alone. */
const DayBars = lazy(() => import("./day-bars.tsx"));

interface DayChartProps {
  /** What one bar tells, e.g. "Levels that differed". */
  name: string;
  values: readonly DayValue[];
  format: (value: number) => string;
}

const HEIGHT = "14rem";

const subscribeToNothing = () => () => {};

/** Values by day as bars, and as a table for whoever reads rather than sees them: to them the bars say nothing more. */
export function DayChart({ name, values, format }: DayChartProps) {
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
            <DayBars name={name} values={values} format={format} />
          </Suspense>
        ) : (
          waiting
        )}
      </div>
      <Button
        variant="plain"
        ariaExpanded={isTableShown}
        ariaControls={tableId}
        onClick={() => setIsTableShown(!isTableShown)}
      >
        {isTableShown ? "Hide the table" : "Show as a table"}
      </Button>
      <div id={tableId} style={{ width: "100%" }} className={isTableShown ? "" : "Polaris-Text--visuallyHidden"}>
        <Box width="100%">
          <table style={{ borderCollapse: "collapse" }}>
            <caption style={{ textAlign: "start" }}>
              <Text as="span" variant="headingSm">
                {`${name}, by day`}
              </Text>
            </caption>
            <thead>
              <tr>
                <th scope="col" style={{ textAlign: "start", paddingInlineEnd: "var(--p-space-600)" }}>
                  Day
                </th>
                <th scope="col" style={{ textAlign: "end" }}>
                  {name}
                </th>
              </tr>
            </thead>
            <tbody>
              {values.map(({ day, value }) => (
                <tr key={day}>
                  <th scope="row" style={{ textAlign: "start", fontWeight: "normal" }}>
                    {formatDay(day)}
                  </th>
                  <td style={{ textAlign: "end" }}>{format(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Box>
      </div>
    </BlockStack>
  );
}
