import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { z } from "zod";
import type { OwnedParts } from "../owned-parts.ts";

const CHECKOUT = path.resolve(import.meta.dirname, "../../..");

/** Whether a process can be kept on one core here; elsewhere the helper threads of its runtime may use others. */
export function canPin(): boolean {
  return spawnSync("taskset", ["--version"]).status === 0;
}

/** Starts a script of this checkout in a process of its own, on the first core alone where that is possible. */
export function startPinned(parts: OwnedParts, script: string, args: readonly string[]): Promise<ChildProcess> {
  const command = [process.execPath, ...args.filter((arg) => arg.startsWith("--expose")), script];
  const line = [...command, ...args.filter((arg) => !arg.startsWith("--expose"))];
  const [program = "", ...rest] = canPin() ? ["taskset", "-c", "0", ...line] : line;
  return parts.open(
    () => spawn(program, rest, { cwd: CHECKOUT, stdio: ["ignore", "pipe", "pipe"] }),
    (child) => child.kill("SIGKILL"),
  );
}

/** Runs a script to its end and reads what it printed. @throws Error with what it said, unless it ended well. */
export async function runPinned<Schema extends z.ZodType>(
  parts: OwnedParts,
  schema: Schema,
  script: string,
  args: readonly string[],
): Promise<z.output<Schema>> {
  const child = await startPinned(parts, script, args);
  if (!child.stdout || !child.stderr) throw new Error("The process has no output.");
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const [code, printed, said] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`${script} ended with code ${code ?? "none"} and said: ${said.trim()}`);
  return schema.parse(JSON.parse(printed));
}
