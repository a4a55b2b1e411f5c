import { parseArgs } from "node:util";

/** Thrown for a call that cannot be meant; the message says what is wrong. */
export class FaultUsageError extends Error {
  override readonly name = "FaultUsageError";
}

export type FaultCall =
  | { readonly kind: "help" }
  | { readonly kind: "list" }
  | { readonly kind: "run"; readonly names: readonly string[]; readonly seeds: number; readonly isJson: boolean };

const SEEDS_BY_DEFAULT = 2;
const SEEDS_AT_MOST = 1_000;

/**
 * Reads the command line. `known` are the names of all faults, in their order, which is also the order of a run.
 * @throws {FaultUsageError} for what it does not know, and for a value that makes no sense.
 */
export function readFaultCall(args: readonly string[], known: readonly string[]): FaultCall {
  const values = parse(args);
  if (values.help) return { kind: "help" };
  if (values.list) return { kind: "list" };
  const unknown = values.only.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new FaultUsageError(`There is no fault "${unknown}". There are: ${known.join(", ")}.`);
  const names = values.only.length === 0 ? known : known.filter((name) => values.only.includes(name));
  return { kind: "run", names, seeds: readSeeds(values.seeds), isJson: values.json };
}

function readSeeds(text: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= SEEDS_AT_MOST) return number;
  throw new FaultUsageError(`--seeds takes a whole number from 1 to ${SEEDS_AT_MOST}, not "${text}".`);
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        list: { type: "boolean", default: false },
        only: { type: "string", multiple: true, default: [] },
        seeds: { type: "string", default: String(SEEDS_BY_DEFAULT) },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new FaultUsageError(error instanceof Error ? error.message : String(error));
  }
}

/** How the command is called, and what it prints. */
export const USAGE = `npm run faults -- [options]

Brings the product into trouble with real processes and proves what is promised. Brings its own database and simulator.

  --list        name the faults and end
  --only NAME   only this fault; may be given several times
  --seeds N     how many random points each fault is tried at (default ${SEEDS_BY_DEFAULT})
  --json        nothing but the JSON object on stdout
  --help        this text

Progress goes to stderr. The last line of stdout is one JSON object:
  {faults: [{line, name, fired, passed, figure, bound, seeds, seconds, ...}], failed, calibration}
  line         number of the fault's line among the promises
  fired        whether the trouble really happened, as it has to
  passed       whether everything promised was kept
  figure       what was measured; absent when it could not be
  bound        what the figure may be at most
  seeds        at how many random points it was tried
  seconds      how long that took, set-up included
  problems     what was wrong, in words; absent when nothing was
  failed       how many faults did not fire or did not pass
  calibration  a fixed loop (cpuLoopMs) and a fixed insert (insertMs), since machines drift
Exit: 0 when every fault fired and passed, else 1.
`;
