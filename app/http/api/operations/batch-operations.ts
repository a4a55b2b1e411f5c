import { z } from "zod";
import { BATCH_SORTS, batchKeys } from "#app/domain/uploads/queries/batch-filter.ts";
import { batchStatuses, rowStatuses } from "#app/domain/uploads/transitions.ts";
import { readSorted } from "../../cursors.ts";
import { apiPageParams, fingerprintSchema, rowIdSchema } from "../../parse-input.server.ts";
import { approvalBody } from "../approval-body.ts";
import { rejectionBody } from "../rejection-body.ts";
import { defineOperation } from "../operation.ts";
import { previewBody } from "../preview-body.ts";
import { approvedBatch, batchDetail, batchView, retryResultView } from "../views/batch-views.ts";
import { previewView } from "../views/preview-views.ts";
import { pageOf } from "../views/shared-views.ts";
import { attemptDetailView, groupView, uploadDetail } from "../views/upload-views.ts";
import { ofBatch, rowIds } from "./shared-schemas.ts";

export const approve = defineOperation({
  id: "approve",
  call: "POST /approvals",
  summary: "Approves products, variants, or all that a filter matches; answers with the batch that uploads them.",
  scope: "upload",
  body: approvalBody,
  answer: approvedBatch,
  status: 202,
  isOnce: true,
});

export const reject = defineOperation({
  id: "reject",
  call: "POST /rejections",
  summary:
    "Says that products or variants are not to be sold as they are. With `takesOffSale` approvals are taken back and the products leave their stores: for what is discontinued or deleted upstream.",
  scope: "upload",
  body: rejectionBody,
  answer: z.object({
    rejected: z.number(),
    alreadyApproved: z.number().meta({ description: "Left alone, because they are approved." }),
    departureBatchId: z
      .string()
      .nullable()
      .meta({ description: "The batch that takes the products off sale; null when no store has any of them." }),
  }),
});

export const preview = defineOperation({
  id: "preview",
  call: "POST /previews",
  summary: "Tells what an approval of a selection would do in each store. Changes nothing.",
  scope: "upload",
  body: previewBody,
  answer: previewView,
});

const LATEST = Date.UTC(9_999, 0);

/** A time that the database can hold. */
const moment = z.iso
  .datetime({ offset: true, error: "is not a time such as 2026-11-30T18:00:00Z" })
  .refine((text) => Date.parse(text) > 0 && Date.parse(text) < LATEST, "lies beyond all batches")
  .transform((text) => new Date(text));

export const listBatches = defineOperation({
  id: "listBatches",
  call: "GET /batches",
  summary:
    "Lists the batches, newest first unless `sort` says otherwise: by status, store, time of creation, the person or token that started them, or a part of their name or of a product's title. A cursor belongs to the `sort` it came with; in an order by a count, a batch whose count moves meanwhile may come twice or not at all.",
  query: z
    .strictObject({
      status: z.enum(batchStatuses).optional(),
      hasFailures: z.literal("true").optional(),
      storeId: z.uuid().optional(),
      who: z.uuid().optional(),
      since: moment.optional(),
      until: moment.optional(),
      text: z.string().trim().min(1).max(100).optional(),
      sort: z.enum(BATCH_SORTS).default("newest"),
      ...apiPageParams("uuid"),
      cursor: z.string().optional(),
    })
    .transform(readSorted(batchKeys)),
  answer: pageOf(batchView),
});

export const readBatch = defineOperation({
  id: "readBatch",
  call: "GET /batches/{batchId}",
  summary: "One batch: counts by row and product, success rate, processing time, estimate, and why rows failed.",
  params: ofBatch,
  answer: batchDetail,
});

export const changeBatch = defineOperation({
  id: "changeBatch",
  call: "PATCH /batches/{batchId}",
  summary: "Gives a batch another priority, from -100 to 100.",
  scope: "upload",
  params: ofBatch,
  body: z.strictObject({ priority: z.int() }),
  answer: batchView,
  conflicts: ["batch.already-ended", "batch.being-cancelled"],
});

export const cancelBatch = defineOperation({
  id: "cancelBatch",
  call: "POST /batches/{batchId}/cancel",
  summary: "Stops a batch: what is under way lands, the rest is CANCELLED soon after.",
  scope: "upload",
  params: ofBatch,
  answer: batchView,
  status: 202,
  conflicts: ["batch.already-ended"],
});

export const pauseBatch = defineOperation({
  id: "pauseBatch",
  call: "POST /batches/{batchId}/pause",
  summary: "Holds a batch until it is resumed.",
  scope: "upload",
  params: ofBatch,
  answer: batchView,
  conflicts: ["batch.already-ended", "batch.being-cancelled"],
});

export const resumeBatch = defineOperation({
  id: "resumeBatch",
  call: "POST /batches/{batchId}/resume",
  summary: "Lets a paused batch go on.",
  scope: "upload",
  params: ofBatch,
  answer: batchView,
  conflicts: ["batch.already-ended", "batch.being-cancelled"],
});

export const retryRows = defineOperation({
  id: "retryRows",
  call: "POST /batches/{batchId}/retry",
  summary: "Tries failed rows again: all of the batch, those named, or those of one error group.",
  scope: "upload",
  params: ofBatch,
  body: z.strictObject({ rowIds: rowIds.optional(), errorGroup: fingerprintSchema.optional() }),
  answer: retryResultView,
  status: 202,
  conflicts: ["batch.cancelled", "batch.nothing-to-retry"],
});

export const listBatchProducts = defineOperation({
  id: "listBatchProducts",
  call: "GET /batches/{batchId}/products",
  summary: "Lists a batch's products, one entry for each store, with their first rows. `status` is that of a row.",
  params: ofBatch,
  query: z.strictObject({ status: z.enum(rowStatuses).optional(), ...apiPageParams("bigint") }),
  answer: pageOf(groupView),
});

export const readUpload = defineOperation({
  id: "readUpload",
  call: "GET /batches/{batchId}/products/{productId}",
  summary: "What became of one product in a batch: its groups (one per store), a page of its rows, its attempts.",
  params: z.object({ batchId: z.uuid(), productId: z.uuid() }),
  query: z.strictObject(apiPageParams("bigint")),
  answer: uploadDetail,
});

export const readAttempt = defineOperation({
  id: "readAttempt",
  call: "GET /batches/{batchId}/attempts/{attemptId}",
  summary: "One call to Shopify with what was sent and what came back.",
  params: z.object({ batchId: z.uuid(), attemptId: rowIdSchema }),
  answer: attemptDetailView,
});
