import type { BenchResult, Figure } from "./bench.ts";

/** The result as one line of JSON; `wrong` is there only when something was. */
export function resultJson({ figures, wrong }: BenchResult): string {
  return JSON.stringify(wrong.length === 0 ? figures : { ...figures, wrong });
}

/** The result for a person: a line per figure, with what it means. */
export function resultTable({ figures, wrong }: BenchResult, prints: Readonly<Record<string, string>>): string {
  const rows = Object.entries(figures).map(([name, figure]) => [name, shown(figure), prints[name] ?? ""] as const);
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  const lines = rows.map(([name, value, meaning]) =>
    `${name.padEnd(width(0))}  ${value.padStart(width(1))}  ${meaning}`.trimEnd(),
  );
  return [...lines, ...wrong.map((what) => `WRONG: ${what}`)].join("\n");
}

function shown(figure: Figure): string {
  if (typeof figure === "number") return figure.toLocaleString("en-US", { maximumFractionDigits: 3 });
  return typeof figure === "string" ? figure : JSON.stringify(figure);
}
