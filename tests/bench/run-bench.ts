import type { Bench, BenchRun } from "./bench.ts";
import { BenchUsageError } from "./bench-options.ts";
import { helpOf, helpText } from "./help.ts";
import { resultJson, resultTable } from "./write-result.ts";

export interface Output {
  out(text: string): void;
  error(text: string): void;
}

/**
 * Does what a command line asks for and answers the exit code: 0 when the measurement was made and its results were
 * right. Figures go to `out`; everything else that is said goes to `error`, so that the figures can be piped.
 */
export async function runBench(
  benches: readonly Bench[],
  args: readonly string[],
  output: Output,
  run: BenchRun,
): Promise<0 | 1> {
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h") {
    output.out(helpText(benches));
    return 0;
  }
  try {
    const bench = findBench(benches, name);
    const prepared = bench.prepare(rest);
    if (prepared.isHelp) {
      output.out(helpOf(bench));
      return 0;
    }
    const result = await prepared.run(run);
    if (!prepared.isJson) output.out(resultTable(result, bench.prints));
    for (const what of result.wrong) output.error(`Wrong: ${what}`);
    if (prepared.isJson) output.out(resultJson(result));
    return result.wrong.length === 0 ? 0 : 1;
  } catch (error) {
    output.error(explain(error));
    return 1;
  }
}

function findBench(benches: readonly Bench[], name: string | undefined): Bench {
  const known = benches.map((bench) => bench.name).join(", ");
  if (name === undefined) throw new BenchUsageError(`Say what to measure: ${known}.`);
  const found = benches.find((bench) => bench.name === name);
  if (found === undefined) throw new BenchUsageError(`There is no benchmark "${name}". There are: ${known}.`);
  return found;
}

function explain(error: unknown): string {
  if (error instanceof BenchUsageError) return `${error.message} (--help tells more)`;
  if (!(error instanceof Error)) return `The measurement could not be made: ${String(error)}`;
  return `The measurement could not be made: ${error.stack ?? error.message}`;
}
