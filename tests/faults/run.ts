import { openBenchDatabase } from "#tests/bench/bench-database.ts";
import { calibrate } from "#tests/bench/calibration.ts";
import { runCommand } from "#tests/bench/run-command.ts";
import { faults } from "./registry.ts";
import { runFaults } from "./run-faults.ts";

await runCommand(({ parts, out, write }) =>
  runFaults(faults, process.argv.slice(2), {
    out,
    error: write,
    parts,
    calibrate: async (owned) => calibrate(await openBenchDatabase(owned, "faults-calibration")),
  }),
);
