import { z } from "zod";
import { runKinds, runStatuses, stockRowStatuses } from "#app/domain/inventory/run-states.ts";
import { apiPageParams, rowIdSchema } from "../../parse-input.server.ts";
import { defineOperation } from "../operation.ts";
import { stockSyncBody } from "../stock-bodies.ts";
import { dailyDriftView, quarantinedLevelView, stockRowView, stockRunView } from "../views/inventory-views.ts";
import { pageOf } from "../views/shared-views.ts";
import { ofStockRun, rowIds } from "./shared-schemas.ts";

export const listStockRuns = defineOperation({
  id: "listStockRuns",
  call: "GET /inventory/runs",
  summary: "Lists the stock syncs, newest first.",
  query: z.strictObject({
    storeId: z.uuid().optional(),
    kind: z.enum(runKinds).optional(),
    status: z.enum(runStatuses).optional(),
    ...apiPageParams("uuid"),
  }),
  answer: pageOf(stockRunView),
});

export const requestStockSync = defineOperation({
  id: "requestStockSync",
  call: "POST /inventory/runs",
  summary: "Asks for a stock sync, or with `dryRun` for a report of what differs.",
  scope: "upload",
  body: stockSyncBody,
  answer: stockRunView,
  status: 202,
  conflicts: ["store.uninstalled"],
});

export const readStockRun = defineOperation({
  id: "readStockRun",
  call: "GET /inventory/runs/{runId}",
  summary: "One stock sync: what it compared, how far it is, and why it waits when it does.",
  params: ofStockRun,
  answer: stockRunView,
});

export const listStockRows = defineOperation({
  id: "listStockRows",
  call: "GET /inventory/runs/{runId}/rows",
  summary: "Lists the levels of a run that differed: what each shall be, what it was, and what became of it.",
  params: ofStockRun,
  query: z.strictObject({ status: z.enum(stockRowStatuses).optional(), ...apiPageParams("bigint") }),
  answer: pageOf(stockRowView),
});

export const exportStockRows = defineOperation({
  id: "exportStockRows",
  call: "GET /inventory/runs/{runId}/rows.csv",
  summary: "All rows of a run, or those of one status, as a CSV file.",
  params: ofStockRun,
  query: z.strictObject({ status: z.enum(stockRowStatuses).optional() }),
  answer: z.string(),
  gives: "csv",
});

export const cancelStockSync = defineOperation({
  id: "cancelStockSync",
  call: "POST /inventory/runs/{runId}/cancel",
  summary: "Stops a stock sync: what is under way lands, the rest is CANCELLED soon after.",
  scope: "upload",
  params: ofStockRun,
  answer: stockRunView,
  status: 202,
  conflicts: ["inventory-run.already-ended"],
});

export const releaseStockRun = defineOperation({
  id: "releaseStockRun",
  call: "POST /inventory/runs/{runId}/release",
  summary: "Lets a stopped run go on.",
  scope: "configure",
  params: ofStockRun,
  answer: stockRunView,
  status: 202,
  conflicts: ["inventory-run.not-waiting"],
});

export const retryStockRows = defineOperation({
  id: "retryStockRows",
  call: "POST /inventory/runs/{runId}/retry",
  summary: "Tries rows again that failed or are in quarantine: all of the run, or those named.",
  scope: "upload",
  params: ofStockRun,
  body: z.strictObject({ rowIds: rowIds.optional() }),
  answer: z.object({ retried: z.number() }),
  status: 202,
  conflicts: ["inventory-run.not-retryable", "inventory-run.another-running", "inventory-run.nothing-to-retry"],
});

export const readDrift = defineOperation({
  id: "readDrift",
  call: "GET /inventory/drift",
  summary: "How far a shop's stock had moved from what it should be, day by day.",
  query: z.strictObject({ storeId: z.uuid(), days: z.coerce.number().int().min(1).max(366).default(30) }),
  answer: z.object({ days: z.array(dailyDriftView) }),
});

export const listQuarantine = defineOperation({
  id: "listQuarantine",
  call: "GET /inventory/quarantine",
  summary: "Lists the levels that no run sets, newest first, each with its reason.",
  query: z.strictObject({ storeId: z.uuid().optional(), ...apiPageParams("bigint") }),
  answer: pageOf(quarantinedLevelView),
});

export const releaseLevel = defineOperation({
  id: "releaseLevel",
  call: "POST /inventory/quarantine/{levelId}/release",
  summary: "Takes a level out of quarantine.",
  scope: "upload",
  params: z.object({ levelId: rowIdSchema }),
  answer: z.object({ id: z.string(), released: z.boolean() }),
});
