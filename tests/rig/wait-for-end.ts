import type { Rig } from "./rig.ts";

/**
 * Keeps a rig running until Ctrl-C, SIGTERM, or the end of one of its processes, then stops it in order. Answers the exit
 * code: 0 when a signal asked for the end. A second signal ends at once.
 */
export async function waitForEnd(rig: Rig): Promise<number> {
  const cause = await new Promise<string | null>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve(null);
      });
    }
    for (const part of [rig.web, ...rig.workers]) {
      void part.ended.then((code) =>
        resolve(`The ${part.name} process ended by itself (exit code ${code ?? "none"}).`),
      );
    }
  });
  if (cause !== null) process.stderr.write(`${cause}\n`);
  await rig.stop();
  return cause === null ? 0 : 1;
}
