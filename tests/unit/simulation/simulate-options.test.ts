import { expect, test } from "vitest";
import { plantedBugs } from "#tests/simulation/planted/registry.ts";
import { readSimulateCall, SimulateUsageError } from "#tests/simulation/simulate-options.ts";

test("plays 200 seeds from the first on when nothing is said", () => {
  expect(readSimulateCall([])).toMatchObject({ from: 1, seeds: 200, planted: [], isTraced: false });
});

test("takes seeds, the first of them, and a bug to plant", () => {
  const call = readSimulateCall(["--seeds", "2000", "--from", "77", "--planted", "adoption", "--json"]);

  expect(call).toMatchObject({ from: 77, seeds: 2_000, isJson: true });
  expect(call.planted.map(({ name }) => name)).toEqual(["adoption"]);
  expect(readSimulateCall(["--planted", "all"]).planted).toEqual(plantedBugs);
});

test.each([
  { args: ["--seeds", "0"], says: '--seeds takes a whole number from 1 to 1000000, not "0".' },
  { args: ["--from", "many"], says: '--from takes a whole number from 1 to 1000000, not "many".' },
  { args: ["--planted", "moths"], says: 'There is no planted bug "moths".' },
  { args: ["--sedes", "3"], says: "--sedes" },
])("refuses $args", ({ args, says }) => {
  expect(() => readSimulateCall(args)).toThrow(SimulateUsageError);
  expect(() => readSimulateCall(args)).toThrow(says);
});
