import { Text } from "@shopify/polaris";
import { useTexts } from "../texts/use-texts.tsx";
import type { DaySeries } from "./day-series.ts";
import { formatDay } from "./format-day.ts";

interface DayTableProps {
  name: string;
  series: readonly DaySeries[];
  format: (value: number) => string;
}

const NUMBER = { textAlign: "end", paddingInlineStart: "var(--p-space-400)" } as const;

/** The values of a day chart, to be read. */
export function DayTable({ name, series, format }: DayTableProps) {
  const t = useTexts();
  const days = series[0]?.values.map(({ day }) => day) ?? [];
  return (
    <table style={{ borderCollapse: "collapse" }}>
      <caption style={{ textAlign: "start" }}>
        <Text as="span" variant="headingSm">
          {t("{{name}}, by day", { name })}
        </Text>
      </caption>
      <thead>
        <tr>
          <th scope="col" style={{ textAlign: "start" }}>
            {t("Day")}
          </th>
          {series.map((one) => (
            <th key={one.name} scope="col" style={NUMBER}>
              {one.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day, at) => (
          <tr key={day}>
            <th scope="row" style={{ textAlign: "start", fontWeight: "normal", whiteSpace: "nowrap" }}>
              {formatDay(t, day)}
            </th>
            {series.map((one) => {
              const value = one.values[at]?.value ?? null;
              return (
                <td key={one.name} style={NUMBER}>
                  {value === null ? "–" : format(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
