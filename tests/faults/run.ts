import { openBenchDatabase } from "#tests/bench/bench-database.ts";
import { calibrate } from "#tests/bench/calibration.ts";
import { OwnedParts } from "#tests/bench/owned-parts.ts";
import { faults } from "./registry.ts";
import { runFaults } from "./run-faults.ts";

const parts = new OwnedParts();
const error = (text: string) => void process.stderr.write(`${text}\n`);
const out = (text: string) => void process.stdout.write(`${text}\n`);

async function endAndExit(code: number): Promise<void> {
  try {
    await parts.end();
  } catch (failure) {
    error(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure));
    process.exit(1);
  }
  process.exit(code);
}

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => {
    // A second signal ends at once.
    process.once(signal, () => process.exit(code));
    error("Ending what was started …");
    void endAndExit(code);
  });
}

const code = await runFaults(faults, process.argv.slice(2), {
  out,
  error,
  parts,
  calibrate: async (owned) => calibrate(await openBenchDatabase(owned, "faults-calibration")),
});
await endAndExit(code);
