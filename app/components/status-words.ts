import type { Text } from "./texts/texts.ts";
import type { BatchStatus, RowStatus } from "#app/domain/uploads/transitions.ts";
import type { UploadStep } from "#app/domain/uploads/upload-step.ts";

export type BadgeTone = "info" | "success" | "warning" | "critical" | "attention" | "new";

export interface StatusWords {
  label: Text;
  tone?: BadgeTone;
}

export const batchStatusWords: Record<BatchStatus, StatusWords> = {
  PENDING: { label: "Pending", tone: "attention" },
  PROCESSING: { label: "Processing", tone: "info" },
  COMPLETED: { label: "Completed", tone: "success" },
  FAILED: { label: "Failed", tone: "critical" },
  CANCELLED: { label: "Cancelled" },
};

export const rowStatusWords: Record<RowStatus, StatusWords> = {
  PENDING: { label: "Pending", tone: "attention" },
  PROCESSING: { label: "Processing", tone: "info" },
  SUCCESS: { label: "Success", tone: "success" },
  FAILED: { label: "Failed", tone: "critical" },
  SKIPPED: { label: "Skipped" },
  CANCELLED: { label: "Cancelled" },
};

export const approvalStatusWords: Record<"PENDING" | "APPROVED" | "REJECTED", StatusWords> = {
  PENDING: { label: "Waiting", tone: "attention" },
  APPROVED: { label: "Approved", tone: "success" },
  REJECTED: { label: "Rejected", tone: "critical" },
};

export const productTypeWords: Record<"NORMAL" | "GIFT_CARD" | "SERVICE" | "BUNDLE" | "SAMPLE", Text> = {
  NORMAL: "Normal",
  GIFT_CARD: "Gift card",
  SERVICE: "Service",
  BUNDLE: "Bundle",
  SAMPLE: "Sample",
};

export const skipReasonWords: Record<
  | "NOT_ELIGIBLE"
  | "NO_ROUTE"
  | "UNCHANGED"
  | "ALREADY_IN_FLIGHT"
  | "SUPERSEDED"
  | "DELETED_IN_SHOP"
  | "GONE_FROM_SHOP"
  | "OFF_SALE_ALREADY"
  | "BELONGS_AGAIN",
  Text
> = {
  NOT_ELIGIBLE: "Only products of type Normal are uploaded to Shopify.",
  NO_ROUTE: "No route brings this category to a store. Add a route, then approve again.",
  UNCHANGED: "Shopify already has exactly this content.",
  ALREADY_IN_FLIGHT: "The same content is already on its way to this store in another batch.",
  SUPERSEDED: "A newer decision about this variant replaced it.",
  DELETED_IN_SHOP: "The product was deleted in the shop. Say that it may be made anew, then approve again.",
  GONE_FROM_SHOP: "The shop does not have it, so there is nothing to take off sale.",
  OFF_SALE_ALREADY: "The app has nothing on sale there: the product is archived, a draft, or not published by the app.",
  BELONGS_AGAIN: "The product goes to this store again, so it stays.",
};

export const storeStatusWords: Record<"CONNECTED" | "RECONNECT_REQUIRED" | "UNINSTALLED", StatusWords> = {
  CONNECTED: { label: "Connected", tone: "success" },
  RECONNECT_REQUIRED: { label: "Reconnect required", tone: "critical" },
  UNINSTALLED: { label: "Uninstalled" },
};

export const errorCategoryWords: Record<
  "API_LIMIT" | "VALIDATION" | "DUPLICATE" | "NETWORK" | "SHOPIFY_ERROR" | "UNKNOWN",
  Text
> = {
  API_LIMIT: "Shopify's limit reached",
  VALIDATION: "Not accepted by Shopify",
  DUPLICATE: "Already taken in the shop",
  NETWORK: "No answer from Shopify",
  SHOPIFY_ERROR: "Fault at Shopify",
  UNKNOWN: "Unknown error",
};

export const stepWords: Record<UploadStep, Text> = {
  CREATE_PRODUCT: "Create the product",
  UPDATE_PRODUCT: "Update the product",
  ADD_VARIANTS: "Add variants",
  UPDATE_VARIANTS: "Update variants",
  PUBLISH: "Publish",
  READ_BACK: "Read the new ids",
  LOOK_UP: "Look up whether it exists",
  ARCHIVE_PRODUCT: "Archive the product",
  UNPUBLISH: "Unpublish",
};

export const outcomeWords: Record<
  "INTENT" | "SUCCEEDED" | "REFUSED" | "FAILED" | "THROTTLED" | "UNKNOWN" | "ADOPTED" | "ABSENT",
  StatusWords
> = {
  INTENT: { label: "Under way", tone: "info" },
  SUCCEEDED: { label: "Succeeded", tone: "success" },
  REFUSED: { label: "Refused by Shopify", tone: "critical" },
  FAILED: { label: "Failed", tone: "critical" },
  THROTTLED: { label: "Asked to wait", tone: "attention" },
  UNKNOWN: { label: "No answer", tone: "warning" },
  ADOPTED: { label: "Found and taken over", tone: "success" },
  ABSENT: { label: "Not in the shop", tone: "info" },
};
