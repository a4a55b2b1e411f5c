import { parseArgs } from "node:util";
import { plantedBugs } from "./planted/registry.ts";
import type { PlantedBug } from "./planted/planted-bug.ts";

/** Thrown for a call that cannot be meant; the message says what is wrong. */
export class SimulateUsageError extends Error {
  override readonly name = "SimulateUsageError";
}

export interface SimulateCall {
  readonly isHelp: boolean;
  readonly isJson: boolean;
  readonly from: number;
  readonly seeds: number;
  /** Run until one of them finds this bug. */
  readonly planted: readonly PlantedBug[];
  /** Print what happened in each seed, line by line. */
  readonly isTraced: boolean;
}

const SEEDS_BY_DEFAULT = 200;
const SEEDS_AT_MOST = 1_000_000;

export const USAGE = `npm run simulate -- [options]

Plays seeds of random events against the product in one process and a time of its own, and checks what must always hold.
Brings its own database and simulator. A seed that fails is printed; the same seed plays the same again.

  --seeds N        so many seeds (${SEEDS_BY_DEFAULT})
  --from N         the first of them (1)
  --planted NAME   plant a bug and play until a seed finds it: ${plantedBugs.map(({ name }) => name).join(", ")}, or all
  --trace          print what happens, line by line, on stderr
  --json           print nothing but the last line on stdout
  --help           print this`;

/** @throws {SimulateUsageError} for what it does not know, and for a value that makes no sense. */
export function readSimulateCall(args: readonly string[]): SimulateCall {
  const values = parse(args);
  return {
    isHelp: values.help,
    isJson: values.json,
    from: readNumber("--from", values.from),
    seeds: readNumber("--seeds", values.seeds),
    planted: values.planted === undefined ? [] : readPlanted(values.planted),
    isTraced: values.trace,
  };
}

function readPlanted(name: string): readonly PlantedBug[] {
  const found = name === "all" ? plantedBugs : plantedBugs.filter((bug) => bug.name === name);
  if (found.length > 0) return found;
  const known = plantedBugs.map((bug) => bug.name).join(", ");
  throw new SimulateUsageError(`There is no planted bug "${name}". There are: ${known}, and all of them as "all".`);
}

function readNumber(option: string, text: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= SEEDS_AT_MOST) return number;
  throw new SimulateUsageError(`${option} takes a whole number from 1 to ${SEEDS_AT_MOST}, not "${text}".`);
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: "string", default: String(SEEDS_BY_DEFAULT) },
        from: { type: "string", default: "1" },
        planted: { type: "string" },
        trace: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new SimulateUsageError(error instanceof Error ? error.message : String(error));
  }
}
