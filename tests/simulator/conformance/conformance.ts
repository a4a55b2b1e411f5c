import { parseArgs } from "node:util";
import { z } from "zod";
import { appOperationNames } from "./app-operations.ts";
import { knownDifferences } from "./known-differences.ts";
import { readRecordings } from "./recordings/read-recordings.ts";
import { replayRecording } from "./replay/replay-recording.ts";
import type { ReplayResult } from "./replay/replay-result.ts";
import { describeDifferences, describeScore } from "./report.ts";
import { defaultThresholds, score, shortfalls, type Thresholds } from "./score.ts";

const usage =
  "npm run simulator:conformance -- --recordings DIR [--json] [--min-replayed N] [--min-shape N] [--min-user-errors N] [--min-cost N] (N from 0 to 1)";

const share = z.coerce.number().min(0).max(1);

function readArguments(): { folder: string; asJson: boolean; thresholds: Thresholds } {
  const { values } = parseArgs({
    options: {
      recordings: { type: "string" },
      json: { type: "boolean", default: false },
      "min-replayed": { type: "string" },
      "min-shape": { type: "string" },
      "min-user-errors": { type: "string" },
      "min-cost": { type: "string" },
    },
  });
  if (!values.recordings) throw new Error(`--recordings must name a folder with pairs.ndjson.gz. ${usage}`);
  return {
    folder: values.recordings,
    asJson: values.json,
    thresholds: {
      replayed: share.parse(values["min-replayed"] ?? defaultThresholds.replayed),
      shape: share.parse(values["min-shape"] ?? defaultThresholds.shape),
      userErrors: share.parse(values["min-user-errors"] ?? defaultThresholds.userErrors),
      cost: share.parse(values["min-cost"] ?? defaultThresholds.cost),
    },
  };
}

async function main(): Promise<void> {
  const { folder, asJson, thresholds } = readArguments();
  const results: ReplayResult[] = [];
  // One after the other: each has a shop of its own, but they share the two cores.
  for (const recording of readRecordings(folder)) results.push(await replayRecording(recording));
  const result = score(results, appOperationNames);
  const say = asJson ? process.stderr : process.stdout;
  for (const line of [...describeDifferences(results, knownDifferences()), "", ...describeScore(result)])
    say.write(`${line}\n`);
  const below = shortfalls(result, thresholds);
  for (const line of below) process.stderr.write(`${line}\n`);
  if (asJson) process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = below.length > 0 ? 1 : 0;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
