import { apiBench } from "./api/api-bench.ts";
import { approveBench } from "./approve/approve-bench.ts";
import type { Bench } from "./bench.ts";
import { engineBench } from "./engine/engine-bench.ts";
import { importBench } from "./import/import-bench.ts";
import { inventoryBench } from "./inventory/inventory-bench.ts";
import { pagesBench } from "./pages/pages-bench.ts";
import { scaleBench } from "./scale/scale-bench.ts";
import { simulatorBench } from "./simulator/simulator-bench.ts";
import { uploadBench } from "./upload/upload-bench.ts";
import { webhooksBench } from "./webhooks/webhooks-bench.ts";

/** Every measuring command, in the order of the help text. */
export const benches: readonly Bench[] = [
  apiBench,
  approveBench,
  engineBench,
  importBench,
  inventoryBench,
  pagesBench,
  scaleBench,
  simulatorBench,
  uploadBench,
  webhooksBench,
];
