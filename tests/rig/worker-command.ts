import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const PACKAGE = path.resolve(import.meta.dirname, "../../package.json");

const manifest = z.object({ scripts: z.object({ worker: z.string().regex(/^node( --[a-z-]+=\S+)* \S+\.ts$/) }) });

/**
 * The arguments of `node` with which `npm run worker` starts a worker: the flags that bound its memory, and its script,
 * or another script that runs a worker.
 */
export function workerArguments(script?: readonly string[]): string[] {
  const { worker } = manifest.parse(JSON.parse(readFileSync(PACKAGE, "utf8"))).scripts;
  const [, ...given] = worker.split(" ");
  return script === undefined ? given : [...given.filter((argument) => argument.startsWith("--")), ...script];
}
