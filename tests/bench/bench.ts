import { readBenchCall, type BenchOptions, type ValuesOf } from "./bench-options.ts";
import type { Calibration } from "./calibration.ts";
import type { OwnedParts } from "./owned-parts.ts";

export type Figure = number | string | { readonly [key: string]: Figure } | readonly Figure[];

/** What a benchmark measured, by the names that it prints. What could not be measured is absent. */
export type Figures = Readonly<Record<string, Figure>> & { readonly calibration: Calibration };

export interface BenchResult {
  readonly figures: Figures;
  /** What was lost, doubled or otherwise wrong in what the product did, in words; empty when the results were right. */
  readonly wrong: readonly string[];
}

export interface BenchRun {
  /** Progress, for a person: one line on stderr. */
  say(line: string): void;
  /** Everything that has to be ended again, also on Ctrl-C. */
  readonly parts: OwnedParts;
}

/** One measuring command, as the dispatcher sees it. */
export interface Bench {
  readonly name: string;
  readonly summary: string;
  readonly options: BenchOptions;
  /** Every key that it prints, with its meaning. */
  readonly prints: Readonly<Record<string, string>>;
  /** @throws {BenchUsageError} for a command line that makes no sense, before anything is started. */
  prepare(args: readonly string[]): PreparedBench;
}

export interface PreparedBench {
  readonly isJson: boolean;
  readonly isHelp: boolean;
  run(run: BenchRun): Promise<BenchResult>;
}

export interface BenchDefinition<Options extends BenchOptions> extends Omit<Bench, "options" | "prepare"> {
  readonly options: Options;
  run(values: ValuesOf<Options>, run: BenchRun): Promise<BenchResult>;
}

/** Makes a measuring command of its parts; it exists once the registry names it. */
export function defineBench<Options extends BenchOptions>(definition: BenchDefinition<Options>): Bench {
  const { name, summary, options, prints } = definition;
  return {
    name,
    summary,
    options,
    prints: { ...prints, calibration: "a fixed loop (cpuLoopMs) and a fixed insert (insertMs), since machines drift" },
    prepare(args) {
      const { values, isJson, isHelp } = readBenchCall(options, args);
      return { isJson, isHelp, run: (run) => definition.run(values, run) };
    },
  };
}
