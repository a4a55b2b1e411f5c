const METHODS = ["debug", "error", "info", "log", "trace", "warn"] as const;

export type ConsoleMethod = (typeof METHODS)[number];

interface Expectation {
  readonly method: ConsoleMethod;
  readonly pattern: RegExp;
  wasMet: boolean;
}

const expectations: Expectation[] = [];
const surprises: string[] = [];

/** Allows, and requires, that the running test writes at least one console line of this kind that fits the pattern. */
export function expectConsole(method: ConsoleMethod, pattern: RegExp): void {
  expectations.push({ method, pattern, wasMet: false });
}

/** Replaces the console of this test worker by one that remembers what nobody expected. */
export function watchConsole(): void {
  for (const method of METHODS) {
    console[method] = (...values: unknown[]) => {
      const line = values.map(String).join(" ");
      const expected = expectations.find((one) => one.method === method && one.pattern.test(line));
      if (expected === undefined) surprises.push(`console.${method}: ${line}`);
      else expected.wasMet = true;
    };
  }
}

/** @throws Error when a line was written that no test expected, or an expected one was not. */
export function settleConsole(): void {
  const missing = expectations.filter((one) => !one.wasMet).map((one) => `console.${one.method} ${one.pattern}`);
  const unexpected = [...surprises];
  expectations.length = 0;
  surprises.length = 0;
  if (unexpected.length > 0) throw new Error(`Unexpected on the console:\n${unexpected.join("\n")}`);
  if (missing.length > 0) throw new Error(`Expected on the console, but never written:\n${missing.join("\n")}`);
}
