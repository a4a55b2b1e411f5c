import type { Fault } from "./fault.ts";
import { killWorker } from "./kill-worker.ts";
import { parallelWorkers } from "./parallel-workers.ts";
import { pointsBound } from "./pace/points-bound.ts";
import { rateHalved } from "./pace/rate-halved.ts";
import { smallStoresBesideLarge } from "./pace/small-stores.ts";

/** Every fault, in the order of a run. */
export const faults: readonly Fault[] = [
  killWorker,
  parallelWorkers,
  pointsBound,
  rateHalved,
  smallStoresBesideLarge,
].toSorted((one, other) => one.line - other.line);
