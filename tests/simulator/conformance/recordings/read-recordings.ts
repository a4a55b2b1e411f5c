import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { stepsOfFixture } from "./fixture-steps.ts";
import { isRecord, valueAt } from "./json.ts";
import { recordedAnswer, type RecordedCall, type RecordedStep, type Recording } from "./recorded.ts";
import { inOrderOfTime } from "./step-order.ts";

const pair = z.object({
  source: z.string(),
  apiVersion: z.string(),
  domain: z.string().nullish(),
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  response: recordedAnswer,
});

/**
 * Reads a folder of recordings: `pairs.ndjson.gz` with the whole requests and, where it is there, the file of
 * `fixtures/` that a scenario was cut from, which has the steps between them.
 *
 * @throws Error when the file of pairs cannot be read.
 */
export function readRecordings(folder: string): Recording[] {
  const file = path.join(folder, "pairs.ndjson.gz");
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  const byName = new Map<string, { apiVersion: string; calls: Map<string, RecordedCall> }>();
  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    const read = pair.safeParse(JSON.parse(line));
    if (!read.success)
      throw new Error(`Line ${index + 1} of ${file} is no recorded pair: ${z.prettifyError(read.error)}`);
    const { source, apiVersion, query, variables, response } = read.data;
    const [name = source, pointer = ""] = source.split("#");
    const recording = byName.get(name) ?? { apiVersion, calls: new Map<string, RecordedCall>() };
    byName.set(name, recording);
    recording.calls.set(pointer, {
      kind: "call",
      source,
      document: query,
      variables: variables ?? {},
      answer: response,
    });
  });
  return [...byName].map(([name, { apiVersion, calls }]) => ({
    name,
    apiVersion,
    steps: stepsOf(path.join(folder, "fixtures"), name, calls),
  }));
}

function stepsOf(fixtures: string, name: string, calls: ReadonlyMap<string, RecordedCall>): RecordedStep[] {
  const fixture = readFixture(path.join(fixtures, name.slice(name.indexOf("/") + 1)));
  const isItsSource = [...calls].every(([pointer, call]) => asks(valueAt(fixture, pointer), call.document));
  return inOrderOfTime(isRecord(fixture) && isItsSource ? stepsOfFixture(name, fixture, calls) : [...calls.values()]);
}

/** Two stores may have a file of one name: a fixture is a call's source when it holds the call's document. */
function asks(node: unknown, document: string): boolean {
  if (!isRecord(node)) return false;
  const request = isRecord(node["request"]) ? node["request"] : {};
  return [node["query"], node["document"], request["query"], request["document"]].includes(document);
}

function readFixture(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
