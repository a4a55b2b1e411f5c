import { expect, test } from "vitest";
import { OwnedParts } from "#tests/bench/owned-parts.ts";
import type { Fault, FaultOutcome } from "#tests/faults/fault.ts";
import { runFaults } from "#tests/faults/run-faults.ts";

const CALIBRATION = { cpuLoopMs: 1, insertMs: 2 };
const good: FaultOutcome = { fired: true, figure: 1, problems: [] };

test("the last line on stdout is one JSON object, and the exit code is 0 when every fault fired and passed", async () => {
  const how = { seeds: 2, seconds: expect.any(Number) };

  const { code, lines } = await runWith([fault("calm", good), fault("storm", { ...good, more: { kills: 3 } })]);

  expect(code).toBe(0);
  expect(JSON.parse(lines.at(-1) ?? "")).toEqual({
    faults: [
      { line: 3, name: "calm", fired: true, passed: true, figure: 1, bound: 15, ...how },
      { line: 3, name: "storm", fired: true, passed: true, figure: 1, bound: 15, kills: 3, ...how },
    ],
    failed: 0,
    calibration: CALIBRATION,
  });
});

test.for<[string, FaultOutcome, object]>([
  ["did not fire", { ...good, fired: false }, { fired: false, passed: true }],
  ["found something wrong", { ...good, problems: ["a product is there twice"] }, { passed: false }],
  ["is above its bound", { ...good, figure: 15.1 }, { passed: false, problems: [expect.stringContaining("15.1")] }],
  ["measured nothing", { fired: true, problems: [] }, { passed: false }],
])("a fault that %s fails the run", async ([, outcome, expected]) => {
  const { code, lines } = await runWith([fault("storm", outcome)], ["--json"]);

  expect(code).toBe(1);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ failed: 1, faults: [expected] });
});

test("a fault that breaks off has neither fired nor a figure, and the others still run", async () => {
  const broken = { ...fault("storm", good), run: () => Promise.reject(new Error("No port was free.")) };

  const { code, lines } = await runWith([broken, fault("calm", good)]);

  expect(code).toBe(1);
  expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({
    failed: 1,
    faults: [
      { fired: false, passed: false, problems: [expect.stringContaining("No port was free.")] },
      { passed: true },
    ],
  });
  expect(lines.at(-1)).not.toContain('"fired":false,"passed":false,"figure"');
});

test("what a fault started has ended before the next one starts", async () => {
  const events: string[] = [];
  const opening = (name: string): Fault => ({
    ...fault(name, good),
    async run({ parts }) {
      await parts.open(
        () => events.push(`${name} starts`),
        () => events.push(`${name} ends`),
      );
      return good;
    },
  });

  await runWith([opening("first"), opening("second")]);

  expect(events).toEqual(["first starts", "first ends", "second starts", "second ends"]);
});

test("a call that cannot be meant starts nothing and says where help is", async () => {
  const { code, lines, errors } = await runWith([fault("calm", good)], ["--only", "storm"]);

  expect(code).toBe(1);
  expect(lines).toEqual([]);
  expect(errors).toEqual(['There is no fault "storm". There are: calm. (--help tells more)']);
});

test("the list names every fault with its line and what it does", async () => {
  const { code, lines } = await runWith([fault("calm", good)], ["--list"]);

  expect({ code, lines }).toEqual({ code: 0, lines: [" 3  calm  calm is tried"] });
});

function fault(name: string, outcome: FaultOutcome): Fault {
  return { line: 3, name, summary: `${name} is tried`, measures: "seconds", bound: 15, run: async () => outcome };
}

async function runWith(faults: readonly Fault[], args: readonly string[] = []) {
  const lines: string[] = [];
  const errors: string[] = [];
  const parts = new OwnedParts();
  const code = await runFaults(faults, args, {
    out: (text) => void lines.push(...text.split("\n")),
    error: (text) => void errors.push(text),
    parts,
    calibrate: async () => CALIBRATION,
  });
  await parts.end();
  return { code, lines, errors };
}
