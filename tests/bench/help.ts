import type { Bench } from "./bench.ts";

/** What can be measured, and how it is asked for. */
export function helpText(benches: readonly Bench[]): string {
  return [
    "npm run --silent bench -- NAME [options] [--json]",
    "",
    "Measures the product. Brings its own database and simulator, shows progress on stderr and prints the figures on",
    "stdout: a table, or with --json one line of JSON. A figure of several runs is their median, with ...Min and ...Max",
    "beside it. Exit: 0 the measurement was made and the results were right, else 1.",
    ...benches.flatMap((bench) => ["", helpOf(bench)]),
  ].join("\n");
}

/** How one benchmark is asked for, and what it prints. */
export function helpOf(bench: Bench): string {
  const options = Object.entries(bench.options).map(
    ([name, { argument, meaning, byDefault }]) =>
      [`--${name} ${argument}`.trimEnd(), `${meaning} (${byDefault} when absent)`] as const,
  );
  return [
    `${bench.name}: ${bench.summary}`,
    ...columns([...options, ["--json", "the figures as one line of JSON"]]),
    "  prints",
    ...columns(Object.entries(bench.prints)),
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `    ${left.padEnd(width)}  ${right}`);
}
