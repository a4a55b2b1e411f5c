import { writeSync } from "node:fs";
import { atHit, lastWordsOf, readArmedHit } from "./armed-hit.ts";

const armed = readArmedHit(process.argv.slice(2));

atHit(armed, () => {
  // Written at once, for there is no later.
  writeSync(process.stdout.fd, `${lastWordsOf(armed)}\n`);
  process.kill(process.pid, "SIGKILL");
});

await import("#jobs/worker.ts");
