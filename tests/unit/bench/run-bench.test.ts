import { expect, test } from "vitest";
import { wholeNumber } from "#tests/bench/bench-options.ts";
import { defineBench, type BenchResult } from "#tests/bench/bench.ts";
import { OwnedParts } from "#tests/bench/owned-parts.ts";
import { runBench } from "#tests/bench/run-bench.ts";

const RIGHT: BenchResult = { figures: { seconds: 1.5, calibration: { cpuLoopMs: 20, insertMs: 40 } }, wrong: [] };

/** Asks for a benchmark called `sleep` that answers this result, or fails. */
async function ask(args: string[], result: BenchResult | Error = RIGHT) {
  const out: string[] = [];
  const error: string[] = [];
  const asked: { rows: number }[] = [];
  const bench = defineBench({
    name: "sleep",
    summary: "does nothing for a while",
    options: { rows: wholeNumber("how many", { byDefault: 7, least: 1, most: 10 }) },
    prints: { seconds: "how long it took" },
    async run(values) {
      asked.push(values);
      if (result instanceof Error) throw result;
      return result;
    },
  });
  const code = await runBench(
    [bench],
    args,
    { out: (text) => void out.push(text), error: (text) => void error.push(text) },
    { say: () => undefined, parts: new OwnedParts() },
  );
  return { code, out: out.join("\n"), error: error.join("\n"), asked };
}

test("with --json the figures are one object on the last line of stdout", async () => {
  const { code, out } = await ask(["sleep", "--rows", "3", "--json"]);

  expect(code).toBe(0);
  expect(JSON.parse(out.split("\n").at(-1) ?? "")).toEqual(RIGHT.figures);
});

test("without --json every figure stands beside what it means", async () => {
  const { code, out } = await ask(["sleep"]);

  expect(code).toBe(0);
  expect(out).toMatch(/^seconds +1\.5 +how long it took$/m);
  expect(out).toMatch(/^calibration .*cpuLoopMs/m);
});

test("options that are left out have their default", async () => {
  const { asked } = await ask(["sleep"]);

  expect(asked).toEqual([{ rows: 7 }]);
});

test("figures of a run whose results were wrong are printed with what was wrong, and the exit says so", async () => {
  const { code, out, error } = await ask(["sleep", "--json"], { ...RIGHT, wrong: ["3 rows are missing."] });

  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({ ...RIGHT.figures, wrong: ["3 rows are missing."] });
  expect(error).toContain("3 rows are missing.");
});

test("a measurement that could not be made prints no figure", async () => {
  const { code, out, error } = await ask(["sleep", "--json"], new Error("no database"));

  expect(code).toBe(1);
  expect(out).toBe("");
  expect(error).toContain("no database");
});

test.for([
  [[], "Say what to measure: sleep."],
  [["walk"], 'There is no benchmark "walk". There are: sleep.'],
  [["sleep", "--speed", "3"], "--speed"],
  [["sleep", "--rows", "11"], '--rows takes a whole number from 1 to 10, not "11".'],
  [["sleep", "--rows", "2.5"], "--rows takes a whole number"],
  [["sleep", "--rows", ""], "--rows takes a whole number"],
  [["sleep", "further"], "further"],
] as const)("a call that cannot be meant measures nothing and says why: %s", async ([args, reason]) => {
  const { code, out, error, asked } = await ask([...args]);

  expect({ code, out, asked }).toEqual({ code: 1, out: "", asked: [] });
  expect(error).toContain(reason);
});

test.for([[["--help"]], [["sleep", "--help"]]])(
  "the help names every benchmark with its options and what it prints: %s",
  async ([args]) => {
    const { code, out, asked } = await ask(args ?? []);

    expect({ code, asked }).toEqual({ code: 0, asked: [] });
    expect(out).toMatch(/sleep: does nothing for a while\n +--rows N +how many \(7 when absent\)/);
    expect(out).toMatch(/seconds +how long it took\n +calibration /);
  },
);
