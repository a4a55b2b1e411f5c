import { readFileSync } from "node:fs";
import { z } from "zod";
import type { ReplayResult } from "./replay/replay-result.ts";

const file = new URL("./known-differences.json", import.meta.url);

const entries = z.array(z.strictObject({ source: z.string(), why: z.string().min(1) }));

/** Why a recorded call is answered differently, and stays so: by its source. It counts as a difference all the same. */
export function knownDifferences(): ReadonlyMap<string, string> {
  return new Map(entries.parse(JSON.parse(readFileSync(file, "utf8"))).map(({ source, why }) => [source, why]));
}

/** Sources that differ without a reason being known. */
export function unexplained(results: readonly ReplayResult[], known: ReadonlyMap<string, string>): string[] {
  return differing(results).filter((source) => !known.has(source));
}

/** Sources that are said to differ, were replayed and did not. */
export function outdated(results: readonly ReplayResult[], known: ReadonlyMap<string, string>): string[] {
  const replayed = new Set(results.flatMap((result) => result.replayed.map(({ source }) => source)));
  const differ = new Set(differing(results));
  return [...known.keys()].filter((source) => replayed.has(source) && !differ.has(source));
}

function differing(results: readonly ReplayResult[]): string[] {
  return results.flatMap(({ replayed }) =>
    replayed.filter(({ differences }) => differences.length > 0).map(({ source }) => source),
  );
}
