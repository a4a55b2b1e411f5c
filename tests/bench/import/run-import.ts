import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { OwnedParts } from "../owned-parts.ts";

const CHECKOUT = path.resolve(import.meta.dirname, "../../..");

const counts = z.object({ created: z.int(), updated: z.int(), unchanged: z.int() });

const summary = z.object({
  products: counts,
  variants: counts,
  warnings: z.int(),
  rejectedLines: z.int(),
  seconds: z.number(),
  rowsPerSecond: z.number(),
  peakMemoryMb: z.number(),
});

/** What the command says of an import. */
export type ImportSummary = z.infer<typeof summary>;

export interface ImportRun extends ImportSummary {
  /** From the start of the command to its end, its own start included. */
  readonly commandSeconds: number;
}

export interface ImportRunOptions {
  readonly databaseUrl: string;
  /** Slug of the organization. */
  readonly organization: string;
  readonly file: string;
  readonly rejectsFile: string;
}

/**
 * Runs the import command as somebody at a terminal would and answers what it says of itself; memory is the largest
 * resident size that its own process ever had. Its progress goes to stderr.
 *
 * @throws Error unless it imported everything.
 */
export async function runImport(parts: OwnedParts, options: ImportRunOptions): Promise<ImportRun> {
  const startedAt = performance.now();
  const child = await parts.open(
    () =>
      spawn(process.execPath, ["app/cli/import-catalog.ts", ...argumentsOf(options)], {
        cwd: CHECKOUT,
        env: { NODE_ENV: "production", PATH: process.env["PATH"], DATABASE_URL: options.databaseUrl },
        stdio: ["ignore", "pipe", "inherit"],
      }),
    (started) => started.kill("SIGKILL"),
  );
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const [code, said] = await Promise.all([ended, text(child.stdout)]);
  const commandSeconds = (performance.now() - startedAt) / 1000;
  if (code !== 0) throw new Error(`The import ended with code ${code ?? "none"} and said: ${said.trim()}`);
  return { ...summary.parse(JSON.parse(said.trim().split("\n").at(-1) ?? "")), commandSeconds };
}

function argumentsOf({ organization, rejectsFile, file }: ImportRunOptions): string[] {
  return ["--organization", organization, "--currency", "EUR", "--rejects", rejectsFile, "--json", file];
}
