import type { Fault } from "./fault.ts";
import { killWorker } from "./kill-worker.ts";
import { parallelWorkers } from "./parallel-workers.ts";

/** Every fault, in the order of a run. */
export const faults: readonly Fault[] = [killWorker, parallelWorkers].toSorted((one, other) => one.line - other.line);
