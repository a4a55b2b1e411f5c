import { parseArgs } from "node:util";

/** Thrown for a call that cannot be meant; the message says what is wrong. */
export class BenchUsageError extends Error {
  override readonly name = "BenchUsageError";
}

/** One option of a benchmark, as it is read from the command line. */
export interface BenchOption<Value> {
  /** What stands behind it in the help text, e.g. `N`; empty for an option that takes no value. */
  readonly argument: string;
  readonly meaning: string;
  /** Read like given text; shown in the help text. */
  readonly byDefault: string;
  /** @throws {BenchUsageError} naming the option. */
  read(text: string, name: string): Value;
}

export type BenchOptions = Readonly<Record<string, BenchOption<unknown>>>;

export type ValuesOf<Options extends BenchOptions> = {
  readonly [Name in keyof Options]: Options[Name] extends BenchOption<infer Value> ? Value : never;
};

export interface WholeNumberLimits {
  readonly byDefault: number;
  readonly least: number;
  readonly most: number;
}

/** An option that takes a whole number. */
export function wholeNumber(meaning: string, { byDefault, least, most }: WholeNumberLimits): BenchOption<number> {
  return {
    argument: "N",
    meaning,
    byDefault: String(byDefault),
    read(text, name) {
      const number = text.trim() === "" ? Number.NaN : Number(text);
      if (Number.isInteger(number) && number >= least && number <= most) return number;
      throw new BenchUsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`);
    },
  };
}

/** An option that takes one of these words. */
export function oneOf<const Word extends string>(
  meaning: string,
  words: readonly Word[],
  byDefault: Word,
): BenchOption<Word> {
  return {
    argument: words.join("|"),
    meaning,
    byDefault,
    read(text, name) {
      const word = words.find((known) => known === text);
      if (word !== undefined) return word;
      throw new BenchUsageError(`--${name} takes one of ${words.join(", ")}, not "${text}".`);
    },
  };
}

/** An option that takes any text. */
export const anyText = (meaning: string, byDefault: string): BenchOption<string> => ({
  argument: "TEXT",
  meaning,
  byDefault,
  read: (text) => text,
});

/** An option that is there or not, and takes no value. */
export function flag(meaning: string): BenchOption<boolean> {
  return { argument: "", meaning, byDefault: "no", read: (text) => text !== "no" };
}

export interface BenchCall<Options extends BenchOptions> {
  readonly values: ValuesOf<Options>;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

/**
 * Reads the command line of one benchmark: its own options, `--json` and `--help`.
 * @throws {BenchUsageError} for what it does not know, and for a value that makes no sense.
 */
export function readBenchCall<Options extends BenchOptions>(
  options: Options,
  args: readonly string[],
): BenchCall<Options> {
  const given = parse(options, args);
  const values = Object.entries(options).map(([name, option]) => {
    const text = given[name];
    if (option.argument === "") return [name, option.read(text === true ? "yes" : option.byDefault, name)];
    return [name, option.read(typeof text === "string" ? text : option.byDefault, name)];
  });
  return {
    values: Object.fromEntries(values) as ValuesOf<Options>,
    isJson: given["json"] === true,
    isHelp: given["help"] === true,
  };
}

function parse(options: BenchOptions, args: readonly string[]): Record<string, unknown> {
  const own = Object.entries(options).map(
    ([name, { argument }]) => [name, { type: argument === "" ? ("boolean" as const) : ("string" as const) }] as const,
  );
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...Object.fromEntries(own), json: { type: "boolean" }, help: { type: "boolean" } },
    });
    return values;
  } catch (error) {
    throw new BenchUsageError(error instanceof Error ? error.message : String(error));
  }
}
