import { percent, type Score } from "./score.ts";
import type { ReplayResult } from "./replay/replay-result.ts";

/** The score as a table, and every difference with its place. */
export function describeScore(result: Score): string[] {
  const { overall, operations, notReplayed } = result;
  const rows = operations
    .filter((one) => one.cases > 0)
    .map((one) => [
      one.operation,
      String(one.cases),
      String(one.replayed),
      shown(one.shape),
      shown(one.userErrors),
      one.userErrorCases === 0 ? "" : String(one.userErrorCases),
      shown(one.cost),
    ]);
  const head = ["operation", "cases", "replayed", "shape", "userErrors", "of", "cost"];
  const total = ["all", String(overall.cases), String(overall.replayed), shown(overall.shape)];
  const sum = operations.reduce((count, one) => count + one.userErrorCases, 0);
  return [
    ...table([head, ...rows, [...total, shown(overall.userErrors), String(sum), shown(overall.cost)]]),
    "",
    "Not replayed:",
    ...table(notReplayed.map(({ operation, cases, why }) => [`  ${String(cases)}`, operation, why])),
  ];
}

function shown(share: number | undefined): string {
  return share === undefined ? "" : percent(share);
}

/** Each difference with its place, and the reason where one is known. */
export function describeDifferences(results: readonly ReplayResult[], known: ReadonlyMap<string, string>): string[] {
  return results.flatMap(({ replayed }) =>
    replayed
      .filter(({ differences }) => differences.length > 0)
      .flatMap(({ source, operation, differences }) => [
        `${operation}  ${source}`,
        ...(known.has(source) ? [`  known: ${known.get(source) ?? ""}`] : []),
        ...differences.flatMap(({ aspect, path, recorded, ours }) => [
          `  ${aspect} ${path}`,
          `    recorded ${recorded}`,
          `    ours     ${ours}`,
        ]),
      ]),
  );
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, place) => Math.max(widest[place] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, place) => cell.padEnd(widths[place] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
