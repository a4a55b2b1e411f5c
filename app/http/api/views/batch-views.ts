import { z } from "zod";
import { batchStatuses } from "#app/domain/uploads/transitions.ts";
import { actorView, errorCategory, time } from "./shared-views.ts";

export const approvedBatch = z
  .object({
    batchId: z.string(),
    isPlanned: z.boolean().meta({ description: "False while a job is still turning the approval into rows." }),
    rowsTotal: z.number().meta({ description: "Rows so far." }),
  })
  .meta({ id: "ApprovedBatch" });

export const storeEstimateView = z
  .object({
    storeId: z.string(),
    storeName: z.string(),
    points: z.number(),
    seconds: z.number().nullable(),
    endsAt: time.nullable(),
    obstacle: z
      .enum([
        "planning",
        "batch-paused",
        "store-disconnected",
        "store-paused",
        "store-silent",
        "daily-limit",
        "budget-unknown",
      ])
      .nullable()
      .meta({ description: "Null when the end is known." }),
    createsParkedUntil: time
      .nullable()
      .meta({ description: "When new variants are tried again at a store that has reached its daily limit." }),
  })
  .meta({ id: "StoreEstimate" });

export const estimateView = z
  .object({
    points: z.number(),
    seconds: z.number().nullable(),
    endsAt: time.nullable(),
    obstacle: z
      .enum([
        "planning",
        "batch-paused",
        "store-disconnected",
        "store-paused",
        "store-silent",
        "daily-limit",
        "budget-unknown",
      ])
      .nullable(),
    stores: z.array(storeEstimateView),
  })
  .meta({ id: "Estimate" });

export const unclearCallsView = z
  .object({
    calls: z.number(),
    resolved: z.number().meta({ description: "Of them, those of which it is known by now what became of them." }),
    adopted: z.number().meta({
      description: "Products that were found in the shop by a look-up and taken over instead of being made again.",
    }),
  })
  .meta({ id: "UnclearCalls" });

export const statusCounts = z
  .object({
    total: z.number(),
    pending: z.number(),
    processing: z.number(),
    succeeded: z.number(),
    failed: z.number(),
    skipped: z.number(),
    cancelled: z.number(),
  })
  .meta({ id: "StatusCounts" });

export const batchView = z
  .object({
    id: z.string(),
    name: z.string(),
    purpose: z.enum(["UPLOAD", "DEPARTURE"]).meta({
      description: "DEPARTURE: products that no longer go to their stores are taken off sale there.",
    }),
    status: z.enum(batchStatuses),
    priority: z.number().meta({ description: "From -100 to 100; higher goes first." }),
    actor: actorView,
    rows: statusCounts,
    products: statusCounts,
    successRate: z.number().nullable().meta({ description: "0 to 1; null while no row has succeeded or failed." }),
    processingSeconds: z
      .number()
      .nullable()
      .meta({ description: "Up to now while the batch runs; null before it started." }),
    costPoints: z.number(),
    errorSummary: z.string().nullable(),
    createdAt: time,
    plannedAt: time.nullable().meta({ description: "Null while rows are still being added from the approval." }),
    startedAt: time.nullable(),
    completedAt: time.nullable(),
    lastProgressAt: time.nullable(),
    pausedAt: time.nullable(),
    pauseReason: z
      .string()
      .nullable()
      .meta({ description: "Why the product itself paused it, in words for a person." }),
    canary: z
      .object({
        products: z.number(),
        maxFailedShare: z.number(),
        state: z.enum(["RUNNING", "PASSED", "STOPPED"]),
      })
      .nullable()
      .meta({ description: "The first products, which go alone; null when the batch has no canary." }),
    deadlineAt: time.nullable().meta({ description: "After this time what still waits for Shopify's limits fails." }),
    onDailyLimit: z.enum(["wait", "fail"]),
    cancelRequestedAt: time.nullable(),
  })
  .meta({ id: "Batch" });

export const retryRefusalsView = z
  .object({
    overLimit: z.number().meta({ description: "Tried again as often as a row may be." }),
    newerContent: z
      .number()
      .meta({ description: "Newer content of the variant is on its way to the store, or there already." }),
    storeLeft: z.number().meta({ description: "The store has left the organization." }),
  })
  .meta({ id: "RetryRefusals" });

export const retryResultView = z
  .object({
    retried: z.number(),
    refused: z.number().meta({ description: "Rows that stay FAILED, and why." }),
    because: retryRefusalsView,
  })
  .meta({ id: "RetryResult" });

/** Failed rows of a batch that failed in one way, with what to do and the call that retries them. */
export const errorGroupView = z
  .object({
    fingerprint: z.string(),
    category: errorCategory,
    code: z.string(),
    rows: z.number(),
    products: z.number(),
    exampleMessage: z.string().meta({ description: "What Shopify or preflight said about one of them." }),
    exampleField: z.string().nullable(),
    explanation: z.string(),
    whatToDo: z.string(),
    retry: z.object({ method: z.string(), href: z.string(), body: z.object({ errorGroup: z.string() }) }),
  })
  .meta({ id: "ErrorGroup" });

export const batchDetail = z
  .object({
    ...batchView.shape,
    estimate: estimateView.nullable().meta({ description: "Null once it has ended." }),
    unclear: unclearCallsView,
    errorGroups: z.array(errorGroupView),
  })
  .meta({ id: "BatchDetail" });
