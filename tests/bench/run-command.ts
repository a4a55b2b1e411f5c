import { OwnedParts } from "./owned-parts.ts";

/** What a measuring command works with. */
export interface CommandTools {
  readonly parts: OwnedParts;
  /** A line on stdout: the answer. */
  readonly out: (text: string) => void;
  /** A line on stderr. */
  readonly write: (text: string) => void;
  /** A line on stderr, unless the command was stopped: what is stopped under its feet has a lot to complain of. */
  readonly say: (text: string) => void;
}

/** Runs a command of this process and exits with its code; whatever it started is ended first, also after a signal. */
export async function runCommand(work: (tools: CommandTools) => Promise<number>): Promise<void> {
  const parts = new OwnedParts();
  let isStopped = false;
  const write = (text: string) => void process.stderr.write(`${text}\n`);

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

  const code = await work({
    parts,
    out: (text) => void process.stdout.write(`${text}\n`),
    write,
    say: (text) => (isStopped ? undefined : write(text)),
  });
  await endAndExit(code);
}
