import type { Calibration } from "#tests/bench/calibration.ts";
import { OwnedParts } from "#tests/bench/owned-parts.ts";
import { judgeFault, type Fault, type FaultResult } from "./fault.ts";
import { FaultUsageError, readFaultCall, USAGE } from "./fault-options.ts";

export interface Surroundings {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress, and what went wrong. */
  readonly error: (text: string) => void;
  /** Everything that has to be ended again, also on Ctrl-C. */
  readonly parts: OwnedParts;
  calibrate(parts: OwnedParts): Promise<Calibration>;
}

/** Does what a command line asks for and answers the exit code: 0 when every fault fired and passed. */
export async function runFaults(
  faults: readonly Fault[],
  args: readonly string[],
  surroundings: Surroundings,
): Promise<0 | 1> {
  const { out, error } = surroundings;
  try {
    const call = readFaultCall(
      args,
      faults.map((fault) => fault.name),
    );
    if (call.kind === "help") out(`${USAGE}\nThere are:\n${listOf(faults)}`);
    if (call.kind === "list") out(listOf(faults));
    if (call.kind !== "run") return 0;
    const calibration = await withOwnParts(surroundings, (parts) => surroundings.calibrate(parts));
    const results: FaultResult[] = [];
    for (const fault of faults.filter(({ name }) => call.names.includes(name)))
      results.push(await runFault(fault, call.seeds, surroundings));
    const failed = results.filter((result) => !result.fired || !result.passed).length;
    if (!call.isJson) out(tableOf(results));
    out(JSON.stringify({ faults: results, failed, calibration }));
    return failed === 0 ? 0 : 1;
  } catch (failure) {
    error(failure instanceof FaultUsageError ? `${failure.message} (--help tells more)` : explain(failure));
    return 1;
  }
}

async function runFault(fault: Fault, seeds: number, surroundings: Surroundings): Promise<FaultResult> {
  const say = (line: string) => surroundings.error(`[${fault.name}] ${line}`);
  say(fault.summary);
  const startedAt = performance.now();
  const judged = await withOwnParts(surroundings, (parts) => fault.run({ seeds, say, parts })).then(
    (outcome) => judgeFault(fault, outcome),
    (failure: unknown) => judgeFault(fault, { fired: false, problems: [explain(failure)] }),
  );
  const result = { ...judged, seeds, seconds: Math.round((performance.now() - startedAt) / 1000) };
  for (const problem of result.problems ?? []) say(`Problem: ${problem}`);
  say(verdictOf(result));
  return result;
}

/** What a fault starts ends with it, so that faults do not disturb each other. */
async function withOwnParts<Answer>(
  surroundings: Surroundings,
  work: (parts: OwnedParts) => Promise<Answer>,
): Promise<Answer> {
  const parts = await surroundings.parts.open(
    () => new OwnedParts(),
    (opened) => opened.end(),
  );
  try {
    return await work(parts);
  } finally {
    await parts.end();
  }
}

const verdictOf = ({ fired, passed }: FaultResult): string =>
  `${fired ? "fired" : "DID NOT FIRE"}, ${passed ? "passed" : "DID NOT PASS"}`;

function listOf(faults: readonly Fault[]): string {
  const width = Math.max(...faults.map(({ name }) => name.length));
  return faults
    .map(({ line, name, summary }) => `${String(line).padStart(2)}  ${name.padEnd(width)}  ${summary}`)
    .join("\n");
}

function tableOf(results: readonly FaultResult[]): string {
  return results
    .map((result) => {
      const { line, name, figure, bound } = result;
      return `${String(line).padStart(2)}  ${name}: ${verdictOf(result)}, ${figure ?? "not measured"} (at most ${bound})`;
    })
    .join("\n");
}

const explain = (failure: unknown): string =>
  failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
