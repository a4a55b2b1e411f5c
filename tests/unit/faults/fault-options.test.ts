import { expect, test } from "vitest";
import { readFaultCall } from "#tests/faults/fault-options.ts";

const KNOWN = ["kill-worker", "parallel-workers"];
const read = (...args: string[]) => readFaultCall(args, KNOWN);

test("without options every fault runs at two seeds", () => {
  expect(read()).toEqual({ kind: "run", names: KNOWN, seeds: 2, isJson: false });
});

test("only the named faults run, in the order of all", () => {
  expect(read("--only", "parallel-workers", "--seeds", "20", "--json")).toEqual({
    kind: "run",
    names: ["parallel-workers"],
    seeds: 20,
    isJson: true,
  });
  expect(read("--only", "parallel-workers", "--only", "kill-worker")).toMatchObject({ names: KNOWN });
});

test("help and the list need nothing else to be right", () => {
  expect(read("--help", "--seeds", "none")).toEqual({ kind: "help" });
  expect(read("--list", "--only", "nothing")).toEqual({ kind: "list" });
});

test.for(["0", "-1", "1.5", "two", "", "1001"])("%o is no number of seeds", (seeds) => {
  expect(() => read(`--seeds=${seeds}`)).toThrow(`--seeds takes a whole number from 1 to 1000, not "${seeds}".`);
});

test("an unknown fault is refused with the names of those there are", () => {
  expect(() => read("--only", "kill-all")).toThrow(
    'There is no fault "kill-all". There are: kill-worker, parallel-workers.',
  );
});

test.for([["--verbose"], ["kill-worker"], ["--seeds"]])("%o is refused", (args) => {
  expect(() => read(...args)).toThrow(/--verbose|kill-worker|--seeds/);
});
