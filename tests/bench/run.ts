import { OwnedParts } from "./owned-parts.ts";
import { benches } from "./registry.ts";
import { runBench } from "./run-bench.ts";

const parts = new OwnedParts();
let isStopped = false;

const write = (text: string) => void process.stderr.write(`${text}\n`);
// What is stopped under its feet has a lot to complain of.
const say = (text: string) => (isStopped ? undefined : write(text));
const out = (text: string) => void process.stdout.write(`${text}\n`);

async function endAndExit(code: number): Promise<void> {
  try {
    await parts.end();
  } catch (failure) {
    write(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure));
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
    write("Ending what was started …");
    isStopped = true;
    void endAndExit(code);
  });
}

await endAndExit(await runBench(benches, process.argv.slice(2), { out, error: say }, { say, parts }));
