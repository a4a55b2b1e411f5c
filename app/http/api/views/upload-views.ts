import { z } from "zod";
import { rowStatuses } from "#app/domain/uploads/transitions.ts";
import { errorCategory, pageOf, skipReason, time } from "./shared-views.ts";

export const attemptDetailView = z
  .object({
    request: z.unknown(),
    response: z.unknown(),
    id: z.string(),
    groupId: z.string(),
    storeId: z.string(),
    step: z.enum([
      "CREATE_PRODUCT",
      "UPDATE_PRODUCT",
      "ADD_VARIANTS",
      "UPDATE_VARIANTS",
      "PUBLISH",
      "READ_BACK",
      "LOOK_UP",
      "ARCHIVE_PRODUCT",
      "UNPUBLISH",
    ]),
    outcome: z.enum(["FAILED", "UNKNOWN", "INTENT", "SUCCEEDED", "REFUSED", "THROTTLED", "ADOPTED", "ABSENT"]),
    errorCategory: errorCategory.nullable(),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    costPoints: z.number().nullable(),
    shopifyRequestId: z.string().nullable(),
    startedAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: "AttemptDetail" });

export const attemptView = z
  .object({
    id: z.string(),
    groupId: z.string(),
    storeId: z.string(),
    step: z.enum([
      "CREATE_PRODUCT",
      "UPDATE_PRODUCT",
      "ADD_VARIANTS",
      "UPDATE_VARIANTS",
      "PUBLISH",
      "READ_BACK",
      "LOOK_UP",
      "ARCHIVE_PRODUCT",
      "UNPUBLISH",
    ]),
    outcome: z.enum(["FAILED", "UNKNOWN", "INTENT", "SUCCEEDED", "REFUSED", "THROTTLED", "ADOPTED", "ABSENT"]),
    errorCategory: errorCategory.nullable(),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    costPoints: z.number().nullable(),
    shopifyRequestId: z.string().nullable(),
    startedAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: "Attempt" });

const rowError = z
  .object({
    category: errorCategory,
    code: z.string().nullable(),
    message: z.string().nullable(),
    field: z.string().nullable(),
    explanation: z.string(),
    whatToDo: z.string(),
  })
  .meta({ id: "RowError" });

const rowWarning = z
  .object({
    code: z.string(),
    message: z.string(),
    field: z.string().nullable(),
    explanation: z.string().optional(),
    whatToDo: z.string().optional(),
  })
  .meta({ id: "RowWarning" });

const row = {
  id: z.string(),
  status: z.enum(rowStatuses),
  skipReason: skipReason.nullable(),
  variantId: z.string(),
  variantTitle: z.string().meta({ description: "Option values, else the sku." }),
  sku: z.string().nullable(),
  shopifyVariantId: z.string().nullable(),
  shopifyInventoryItemId: z.string().nullable(),
  retryCount: z.number(),
  processedAt: time.nullable(),
  error: rowError.nullable().meta({ description: "Null unless the row is FAILED." }),
  warnings: z.array(rowWarning),
};

const group = {
  id: z.string(),
  productId: z.string(),
  productTitle: z.string(),
  imageUrl: z.string().nullable(),
  storeId: z.string().nullable(),
  storeName: z.string().nullable(),
  shopDomain: z.string().nullable(),
  status: z.enum(rowStatuses),
  skipReason: skipReason.nullable().meta({ description: "Why nothing of it was sent." }),
  shopifyProductId: z.string().nullable(),
  deletedInShop: z
    .object({ at: time, asksFirst: z.boolean() })
    .nullable()
    .meta({ description: "Somebody deleted what this upload left in the shop; null while it is there." }),
  rowCount: z.number(),
};

const rowView = z.object(row).meta({ id: "Row" });

/** The rows of one product for one store. */
export const groupView = z
  .object({ ...group, rows: z.array(rowView).meta({ description: "The first of them." }) })
  .meta({ id: "Group" });

export const uploadDetail = z
  .object({
    batchId: z.string(),
    productId: z.string(),
    title: z.string(),
    groups: z.array(z.object(group).meta({ id: "GroupWithoutRows" })),
    rows: pageOf(z.object({ ...row, groupId: z.string() }).meta({ id: "RowOfGroup" })),
    attempts: z.array(attemptView),
  })
  .meta({ id: "UploadDetail" });
