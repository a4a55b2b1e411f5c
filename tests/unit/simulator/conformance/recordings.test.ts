import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { appOperationNames } from "#tests/simulator/conformance/app-operations.ts";
import { knownDifferences, outdated, unexplained } from "#tests/simulator/conformance/known-differences.ts";
import { readRecordings } from "#tests/simulator/conformance/recordings/read-recordings.ts";
import { replayRecording } from "#tests/simulator/conformance/replay/replay-recording.ts";
import type { ReplayResult } from "#tests/simulator/conformance/replay/replay-result.ts";
import { defaultThresholds, score, shortfalls } from "#tests/simulator/conformance/score.ts";

const folder = path.resolve(import.meta.dirname, "../../../../../shared/data/recordings");
const isThere = existsSync(path.join(folder, "pairs.ndjson.gz"));

test.skipIf(!isThere)(
  `the simulator answers as recorded, within the thresholds, and each difference has its reason${isThere ? "" : " (skipped: ../shared/data is absent)"}`,
  async () => {
    const results: ReplayResult[] = [];
    for (const recording of readRecordings(folder)) results.push(await replayRecording(recording));

    expect(shortfalls(score(results, appOperationNames), defaultThresholds)).toEqual([]);
    expect(unexplained(results, knownDifferences())).toEqual([]);
    expect(outdated(results, knownDifferences())).toEqual([]);
  },
  60_000,
);
