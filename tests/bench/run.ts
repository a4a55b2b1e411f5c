import { benches } from "./registry.ts";
import { runBench } from "./run-bench.ts";
import { runCommand } from "./run-command.ts";

await runCommand(({ parts, out, say }) =>
  runBench(benches, process.argv.slice(2), { out, error: say }, { say, parts }),
);
